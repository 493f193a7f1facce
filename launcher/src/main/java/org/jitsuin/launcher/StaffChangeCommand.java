package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.Optional;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffChangeKind;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.launcher.staff.Wish;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin staff register}, {@code replace}, {@code withdraw} and {@code restore}. */
abstract class StaffChangeCommand implements LauncherCommand {
  private final StaffDecision decision;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "PERSON", description = "the id by which the person is known")
  private String person;

  @Mixin private ProposingOperators operators;

  StaffChangeCommand(CommandContext context) {
    this.decision = new StaffDecision(context);
  }

  final String person() {
    return person;
  }

  final ParameterException usage(String problem) {
    return new ParameterException(spec.commandLine(), problem);
  }

  /** What is wished. */
  abstract Wish wish();

  /** Returns the file with the request for a certificate, if somebody brought one. */
  Optional<Path> request() {
    return Optional.empty();
  }

  @Override
  public final ExitCode run() {
    return decision.decide(spec, operators.files(), operators.password(), wish(), request());
  }

  @Command(
      name = "register",
      description = "somebody comes, or comes back, as two operators decide")
  static final class Register extends StaffChangeCommand {
    private static final int LONGEST_NAME = 64;

    @Option(
        names = "--name",
        paramLabel = "NAME",
        required = true,
        description = "the name that stands in the certificate")
    private String name;

    @Option(
        names = "--role",
        paramLabel = "ROLE",
        required = true,
        converter = RoleReader.class,
        description = {
          "office-clerk, office-supervisor, lossline-operator,",
          "auditor, ca-operator, register-feed or relying-party"
        })
    private Role role;

    @Option(
        names = "--municipality",
        paramLabel = "CODE",
        description = "the code of the municipality, for the roles of an office")
    private Optional<String> municipality = Optional.empty();

    @Option(
        names = "--window",
        paramLabel = "CODE",
        description = "the code of the window: the municipality's and four characters")
    private Optional<String> window = Optional.empty();

    @Mixin private RequestFile request;

    Register(CommandContext context) {
      super(context);
    }

    /** Reads the names of roles. */
    private static final class RoleReader implements ITypeConverter<Role> {
      @Override
      public Role convert(String value) {
        return Role.byId(value)
            .orElseThrow(() -> new TypeConversionException("there is no role " + value));
      }
    }

    @Override
    Wish wish() {
      if (!StaffMember.isPerson(person())) {
        throw usage("the id of a person is up to 64 letters, digits, points and hyphens");
      }
      if (name.isBlank() || name.length() > LONGEST_NAME) {
        throw usage("a name is up to " + LONGEST_NAME + " characters");
      }
      return Wish.register(seat());
    }

    private StaffSeat seat() {
      try {
        StaffSeat seat = new StaffSeat(person(), name, role, municipality, window);
        if (seat.isOfOneOffice()) {
          return seat;
        }
        throw usage("the code of a window begins with that of its municipality");
      } catch (IllegalArgumentException e) {
        throw usage(e.getMessage());
      }
    }

    @Override
    Optional<Path> request() {
      return request.file();
    }
  }

  @Command(
      name = "replace",
      description = "a new certificate in the place of all before, as two operators decide")
  static final class Replace extends StaffChangeCommand {
    @Mixin private RequestFile request;

    Replace(CommandContext context) {
      super(context);
    }

    @Override
    Wish wish() {
      return Wish.certify(StaffChangeKind.REPLACE, person());
    }

    @Override
    Optional<Path> request() {
      return request.file();
    }
  }

  @Command(name = "withdraw", description = "somebody goes for good, as two operators decide")
  static final class Withdraw extends StaffChangeCommand {
    @Mixin private Reason reason;

    Withdraw(CommandContext context) {
      super(context);
    }

    @Override
    Wish wish() {
      return Wish.tell(StaffChangeKind.WITHDRAW, person(), reason.words());
    }
  }

  @Command(name = "restore", description = "let in again who was blocked, as two operators decide")
  static final class Restore extends StaffChangeCommand {
    @Mixin private Reason reason;

    Restore(CommandContext context) {
      super(context);
    }

    @Override
    Wish wish() {
      return Wish.tell(StaffChangeKind.RESTORE, person(), reason.words());
    }
  }

  /** The option {@code --request}: the key that somebody brings. */
  static final class RequestFile {
    @Option(
        names = "--request",
        paramLabel = "FILE.csr",
        description = {
          "PKCS#10 for the person's own key, on a token of theirs;",
          "in development a key is made here where there is none"
        })
    private Optional<Path> file = Optional.empty();

    Optional<Path> file() {
      return file;
    }
  }

  /** The option {@code --reason}. */
  static final class Reason {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "why, in words; only a commitment to them stands in the log")
    private String words;

    String words() {
      return words;
    }
  }
}
