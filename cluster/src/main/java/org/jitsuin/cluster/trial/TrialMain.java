package org.jitsuin.cluster.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.cluster.bed.Bed;
import org.jitsuin.cluster.bed.BedPlace;
import org.jitsuin.cluster.trial.check.Finding;

/** The process of a trial: it runs on the bed's machine from which others are asked. */
public final class TrialMain {
  private static final int SHOWN = 20;

  private TrialMain() {}

  /**
   * Tries a bed that is up.
   *
   * @param arguments its directory, minutes, seed, kinds of trouble separated by commas or nothing,
   *     and the program behind {@code ./jitsuin}, word by word
   */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments);
    Path directory = Path.of(words.get(0));
    Duration time = Duration.ofMinutes(Long.parseLong(words.get(1)));
    long seed = Long.parseLong(words.get(2));
    Bed bed = new Bed(new BedPlace(directory), words.subList(4, words.size()), (_, _) -> {});
    Path file = directory.resolve("trial-%s.ndjson".formatted(seed));
    long begin = System.nanoTime();
    Trial.Result result =
        new Trial(
                bed,
                Clocks.system(),
                what ->
                    say(
                        "%5s s  %s"
                            .formatted(
                                Duration.ofNanos(System.nanoTime() - begin).toSeconds(), what)))
            .run(time, seed, kinds(words.get(3)), file);
    Trial.figures(result).forEach(TrialMain::say);
    say("history: " + file);
    List<Finding> findings = result.findings();
    findings.stream()
        .limit(SHOWN)
        .forEach(finding -> say("✗ %s: %s".formatted(finding.rule(), finding.sentence())));
    say(findings.isEmpty() ? "✓ every rule was kept" : findings.size() + " findings");
    System.exit(findings.isEmpty() ? 0 : 1);
  }

  private static List<TroubleKind> kinds(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(",", -1))
            .map(name ->
                Arrays.stream(TroubleKind.values())
                    .filter(kind -> kind.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no trouble " + name)))
            .toList();
  }

  private static void say(String line) {
    System.out.println("  " + line);
  }
}
