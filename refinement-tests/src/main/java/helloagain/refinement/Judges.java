package helloagain.refinement;

import helloagain.rule.Profile;
import helloagain.spec.SpecModel;
import helloagain.spec.SpecSource;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the specification as a judge of single runs, loaded once for each document that runs
 * follow. For several threads.
 */
public final class Judges implements AutoCloseable {
  private static final String MODULE = "MCReplay";

  private static final String FLIGHTS = "MCRecordedFlights";

  private final Map<Profile, SpecModel> models = new EnumMap<>(Profile.class);
  private final Map<Profile, SpecModel> flights = new EnumMap<>(Profile.class);
  private final SpecSource source;
  private @Nullable SpecModel records;

  /** Takes the specification of this project. */
  public Judges() {
    this(SpecSource.project());
  }

  /** Takes a specification with the same modules. */
  Judges(SpecSource source) {
    this.source = source;
  }

  /** Returns the model of a profile; it is loaded when it is first asked for. */
  public synchronized SpecModel of(Profile profile) {
    return models.computeIfAbsent(
        profile, asked -> SpecModel.load(source, MODULE, configuration(MODULE, asked)));
  }

  /** Returns the model that judges what follows ServerHello; it is loaded when first asked for. */
  public synchronized SpecModel ofFlights(Profile profile) {
    return flights.computeIfAbsent(
        profile, asked -> SpecModel.load(source, FLIGHTS, configuration(FLIGHTS, asked)));
  }

  /** Returns the model that judges records; it is loaded when it is first asked for. */
  public synchronized SpecModel ofRecords() {
    SpecModel loaded =
        records == null
            ? SpecModel.load(source, RecordLockStep.MODEL, RecordLockStep.MODEL)
            : records;
    records = loaded;
    return loaded;
  }

  /** Returns the name of the configuration that stands for a module and a profile. */
  static String configuration(String module, Profile profile) {
    return profile == Profile.RFC8446 ? module : module + "Rfc9846";
  }

  @Override
  public synchronized void close() {
    models.values().forEach(SpecModel::close);
    models.clear();
    flights.values().forEach(SpecModel::close);
    flights.clear();
    if (records != null) {
      records.close();
      records = null;
    }
  }
}
