package helloagain.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import helloagain.spec.TlcProgress;
import helloagain.spec.TlcVerdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTests {
  private static final World WORLD = Results.world("HostileServer", 9);
  private static final TlcProgress REPORT = new TlcProgress(7, 123_456, 45_678, 1_234);

  private final StringWriter text = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void logHasALineForEachReportAndResult() {
    CheckProgress log = new ProgressLog(new PrintWriter(text), nanos::get, true);
    tell(log);

    assertThat(text.toString().lines())
        .containsExactly(
            "hello: HostileServer: depth 7, 45,678 states, 1,234 queued, 12,346/s",
            "hello: HostileServer: holds after 12.3 s");
  }

  @Test
  void logTellsOfTracesOnceAMinute() {
    CheckProgress log = new ProgressLog(new PrintWriter(text), nanos::get, true);
    for (int second = 0; second < 150; second++) {
      log.replayed(1 + 100L * second);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    }

    assertThat(text.toString().lines())
        .containsExactly("hello: 6,001 traces, 100/s", "hello: 12,001 traces, 100/s");
  }

  @Test
  void screenTellsOfTracesAndTheirRate() {
    CheckProgress screen = ProgressScreen.open(new PrintWriter(text), nanos::get, true);
    screen.replayed(1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    screen.replayed(2000);
    screen.started(WORLD);
    screen.close();

    assertThat(text.toString()).contains("batch           10 s  2,000 traces, 200/s\n");
  }

  @Test
  void screenFitsItsColumnsAndIsLeftClean() {
    CheckProgress screen = ProgressScreen.open(new PrintWriter(text), nanos::get, true);
    tell(screen);

    assertThat(text.toString())
        .contains("HostileServer    0 s  starting\n")
        .contains("HostileServer   10 s  depth 7, 45,678 states, 1,234 queued, 12,346/s\n");
    assertThat(text.toString().replaceAll("\033\\[\\d[AK]", "").lines())
        .allMatch(line -> line.length() < Columns.WIDTH);
    long painted = text.toString().chars().filter(c -> c == '\n').count();
    assertThat(text.toString().split("\033\\[1A\033\\[2K", -1)).hasSize((int) painted + 1);
  }

  private void tell(CheckProgress progress) {
    progress.started(WORLD);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    progress.reported(WORLD, REPORT);
    progress.finished(Results.result(WORLD, 2, Results.tlc(TlcVerdict.HOLDS, "", 9), ""));
    progress.replayed(5);
    progress.close();
  }
}
