package helloagain.refinement.graph;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What can be wrong with a Finished, in the order of {@code FinishedFaults} in {@code
 * HostileFlights.tla}.
 */
enum FinishedFault implements FlightFault<ToMac> {
  WITHOUT_THE_PSK(ToMac::withoutPsk),
  OF_THE_OTHER_SIDE(ToMac::ofTheOtherSide),
  OVER_THE_HELLOS_ALONE(mac -> mac.over(mac.hellos())),
  OVER_NOTHING(mac -> mac.over(List.of())),
  WITHOUT_THE_RETRY(mac -> mac.over(Overs.withoutRetry(mac.over())));

  private final UnaryOperator<ToMac> change;

  FinishedFault(UnaryOperator<ToMac> change) {
    this.change = change;
  }

  @Override
  public ToMac in(ToMac mac) {
    return change.apply(mac);
  }
}
