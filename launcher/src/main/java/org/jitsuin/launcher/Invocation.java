package org.jitsuin.launcher;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jitsuin.launcher.startup.CeremonyOrder.Renewal;

/** A command line, understood. */
sealed interface Invocation {

  /**
   * Bring it up.
   *
   * @param date what the server's date in Japan shall be
   * @param shares the files of shares, where custodians hold the tokens
   */
  record Up(Optional<LocalDate> date, List<Path> shares) implements Invocation {
    public Up {
      shares = List.copyOf(shares);
    }
  }

  /** Bring it up and stay until it ends. */
  record Run() implements Invocation {}

  /**
   * Copy tokens, or put them back.
   *
   * @param arguments what is asked for
   */
  record Token(List<String> arguments) implements Invocation {
    public Token {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Hold a key ceremony, or sign or check the record of one.
   *
   * @param arguments what is asked for
   */
  record Ceremony(List<String> arguments) implements Invocation {
    public Ceremony {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Recover after an older state of the database was put back, or show what that would do.
   *
   * @param operators the files of those who decide it; none for a dry run
   * @param passwordFile of those files, where it is not typed
   */
  record Recover(List<Path> operators, Optional<Path> passwordFile) implements Invocation {
    public Recover {
      operators = List.copyOf(operators);
    }
  }

  /**
   * Renew certificates of the internal authority.
   *
   * @param renewal which
   * @param shares the files of shares, where custodians hold the tokens
   */
  record Renew(Renewal renewal, List<Path> shares) implements Invocation {
    public Renew {
      shares = List.copyOf(shares);
    }
  }

  /** Show the life of one card. */
  record Demo() implements Invocation {}

  /** Say what runs. */
  record Status() implements Invocation {}

  /** The order to end the server. */
  record Down() implements Invocation {}

  /**
   * End it and delete everything.
   *
   * @param unasked whether not to ask before
   */
  record Reset(boolean unasked) implements Invocation {}

  /**
   * The order to run a benchmark.
   *
   * @param arguments the name of the benchmark and its options, which the benchmarks read
   */
  record Bench(List<String> arguments) implements Invocation {
    public Bench {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Check the audit log, or be a witness of one.
   *
   * @param arguments what the auditor's program is asked for
   */
  record Audit(List<String> arguments) implements Invocation {
    public Audit {
      arguments = List.copyOf(arguments);
    }
  }

  /** The arguments are not understood. */
  record Unknown(String problem) implements Invocation {}

  static Invocation parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      return new Unknown("no command is given");
    }
    List<String> options = arguments.subList(1, arguments.size());
    return switch (arguments.getFirst()) {
      case "up" -> up(options);
      case "run" -> options.isEmpty() ? new Run() : unknownOption("run", options);
      case "demo" -> options.isEmpty() ? new Demo() : unknownOption("demo", options);
      case "status" -> options.isEmpty() ? new Status() : unknownOption("status", options);
      case "down" -> options.isEmpty() ? new Down() : unknownOption("down", options);
      case "reset" -> reset(options);
      case "bench" -> new Bench(options);
      case "audit" -> new Audit(options);
      case "ceremony" -> new Ceremony(options);
      case "token" -> new Token(options);
      case "recover" -> recover(options);
      case "tls", "staff" -> renew(arguments.getFirst(), options);
      default -> new Unknown("there is no command " + arguments.getFirst());
    };
  }

  private static Invocation up(List<String> options) {
    Optional<LocalDate> date = Optional.empty();
    List<Path> shares = new ArrayList<>();
    List<String> words =
        options.stream()
            .flatMap(option ->
                option.startsWith("--date=")
                    ? Stream.of("--date", option.substring("--date=".length()))
                    : Stream.of(option))
            .toList();
    for (int i = 0; i < words.size(); i += 2) {
      String value = i + 1 < words.size() ? words.get(i + 1) : "";
      if (words.get(i).equals("--share") && !value.isEmpty()) {
        shares.add(Path.of(value));
      } else if (words.get(i).equals("--date") && date.isEmpty() && !value.isEmpty()) {
        try {
          date = Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException e) {
          return new Unknown("--date is a date such as 2025-10-27, not " + value);
        }
      } else {
        return unknownOption("up", options);
      }
    }
    return new Up(date, shares);
  }

  private static Invocation recover(List<String> options) {
    List<Path> operators = new ArrayList<>();
    Optional<Path> passwordFile = Optional.empty();
    for (int i = 0; i < options.size(); i += 2) {
      String value = i + 1 < options.size() ? options.get(i + 1) : "";
      if (options.get(i).equals("--operator") && !value.isEmpty()) {
        operators.add(Path.of(value));
      } else if (options.get(i).equals("--password-file")
          && passwordFile.isEmpty()
          && !value.isEmpty()) {
        passwordFile = Optional.of(Path.of(value));
      } else {
        return unknownOption("recover", options);
      }
    }
    return operators.size() == 1
        ? new Unknown("two operators decide this together: --operator FILE.p12, twice")
        : new Recover(operators, passwordFile);
  }

  private static Invocation renew(String command, List<String> options) {
    if (options.isEmpty() || !options.getFirst().equals("renew")) {
      return new Unknown(command + " is followed by renew");
    }
    List<String> names = new ArrayList<>();
    List<Path> shares = new ArrayList<>();
    for (int i = 1; i < options.size(); i++) {
      String option = options.get(i);
      if (option.equals("--share") && i + 1 < options.size()) {
        i++;
        shares.add(Path.of(options.get(i)));
      } else if (option.startsWith("-") || command.equals("tls")) {
        return unknownOption(command, options);
      } else {
        names.add(option);
      }
    }
    return new Renew(
        command.equals("tls") ? new Renewal.Server() : new Renewal.Staff(names), shares);
  }

  private static Invocation reset(List<String> options) {
    if (options.isEmpty()) {
      return new Reset(false);
    }
    return options.equals(List.of("--yes")) ? new Reset(true) : unknownOption("reset", options);
  }

  private static Invocation unknownOption(String command, List<String> options) {
    return new Unknown(command + " does not know " + String.join(" ", options));
  }
}
