package org.jitsuin.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jitsuin.bench.audit.AuditBenchmark;
import org.jitsuin.bench.crl.CrlBenchmark;
import org.jitsuin.bench.events.EventsBenchmark;
import org.jitsuin.bench.issue.IssueBenchmark;
import org.jitsuin.bench.ocsp.IndexBenchmark;
import org.jitsuin.bench.ocsp.OcspBenchmark;

/** A command line, understood or not. */
sealed interface Arguments {

  /** The benchmarks. */
  enum Name {
    ISSUE,
    EVENTS,
    OCSP,
    OCSP_INDEX,
    CRL,
    AUDIT;

    /** Returns the name as people write it. */
    String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Benchmark benchmark() {
      return switch (this) {
        case ISSUE -> new IssueBenchmark();
        case EVENTS -> new EventsBenchmark();
        case OCSP -> new OcspBenchmark();
        case OCSP_INDEX -> new IndexBenchmark();
        case CRL -> new CrlBenchmark();
        case AUDIT -> new AuditBenchmark();
      };
    }

    static Optional<Name> byId(String id) {
      return Arrays.stream(values()).filter(name -> name.id().equals(id)).findFirst();
    }

    static String all() {
      return Arrays.stream(values()).map(Name::id).collect(Collectors.joining(", "));
    }
  }

  /**
   * The order to measure.
   *
   * @param json whether for programs
   * @param certificates how many the database holds before the load begins; for CRLs how many are
   *     revoked
   * @param duration how long the load that counts is on
   */
  record Run(Name name, boolean json, long certificates, Duration duration) implements Arguments {
    private static final long CERTIFICATES = 10_000;
    private static final long REVOKED = 10_000_000;
    private static final Duration DURATION = Duration.ofSeconds(20);

    private static Run of(Name name) {
      return new Run(name, false, name == Name.CRL ? REVOKED : CERTIFICATES, DURATION);
    }

    private Run asJson() {
      return new Run(name, true, certificates, duration);
    }

    private Run withCertificates(long number) {
      return new Run(name, json, number, duration);
    }

    private Run withSeconds(long seconds) {
      return new Run(name, json, certificates, Duration.ofSeconds(seconds));
    }
  }

  /** The arguments are not understood. */
  record Unknown(String problem) implements Arguments {}

  /**
   * Reads {@code NAME [--json] [--certificates N] [--seconds S]}.
   *
   * @param words in any order behind the name
   */
  static Arguments parse(List<String> words) {
    if (words.isEmpty()) {
      return new Unknown("say what to measure: " + Name.all());
    }
    Optional<Name> name = Name.byId(words.getFirst());
    if (name.isEmpty()) {
      return new Unknown(
          "there is no benchmark %s; there are: %s".formatted(words.getFirst(), Name.all()));
    }
    return options(Run.of(name.get()), words.subList(1, words.size()));
  }

  private static Arguments options(Run run, List<String> words) {
    Run sofar = run;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String next = i + 1 < words.size() ? words.get(i + 1) : "";
      switch (word) {
        case "--json" -> sofar = sofar.asJson();
        case "--certificates" -> {
          Optional<Long> number = number(next, 100, 100_000_000);
          if (number.isEmpty()) {
            return new Unknown("--certificates is a number from 100 to 100000000");
          }
          sofar = sofar.withCertificates(number.get());
          i++;
        }
        case "--seconds" -> {
          Optional<Long> number = number(next, 1, 3_600);
          if (number.isEmpty()) {
            return new Unknown("--seconds is a number from 1 to 3600");
          }
          sofar = sofar.withSeconds(number.get());
          i++;
        }
        default -> {
          return new Unknown("bench does not know " + word);
        }
      }
    }
    return sofar;
  }

  private static Optional<Long> number(String text, long min, long max) {
    return Optional.of(text)
        .filter(digits -> digits.matches("\\d{1,10}"))
        .map(Long::parseLong)
        .filter(number -> number >= min && number <= max);
  }
}
