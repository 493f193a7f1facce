package org.jitsuin.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.staff.ListFile;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.launcher.staff.RevocationListDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code jitsuin revocation list}: brings a list for a mass revocation, and seals it. */
@Command(
    name = "list",
    description =
        "bring a list for a mass revocation, and seal it; nothing is revoked by that alone")
final class RevocationListCommand implements LauncherCommand {
  private final CommandContext context;

  @Parameters(
      paramLabel = "FILE",
      description = "a line for each certificate: its serial number or the SHA-256 of its key")
  private Path file;

  @Option(
      names = "--authority",
      paramLabel = "AUTHORITY",
      required = true,
      converter = AuthorityReader.class,
      description = "whose certificates: signature or user-identification")
  private Authority authority;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      converter = ByReader.class,
      description = "what a line says: serials, or keys")
  private String by = "serials";

  @Mixin private OneOperator operator;

  RevocationListCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public ExitCode run() {
    StaffDecision decision = new StaffDecision(context);
    return decision.ask(_ -> {
      ListFile list = ListFile.read(file);
      OfficeClient client = decision.client(operator.file(), operator.password());
      String id =
          new RevocationListDesk(client::post)
              .bring(
                  list,
                  authority,
                  by,
                  lines -> context.terminal().passing(count(lines) + " lines are there"));
      context.terminal().good("sealed", id);
      context.terminal().fact("entries", count(list.lines().size()));
      context.terminal().fact("sha256", list.sha256().toString());
      context
          .terminal()
          .paragraph(
              "Tell these two to the second person by another way. Nothing is revoked before a job"
                  + " over the list is proposed, and approved by somebody else: docs/office-api.md,"
                  + " Mass revocation.");
      return ExitCode.OK;
    });
  }

  private static String count(long lines) {
    return String.format(Locale.ROOT, "%,d", lines);
  }

  /** Reads an authority. */
  private static final class AuthorityReader implements ITypeConverter<Authority> {
    @Override
    public Authority convert(String value) {
      return Authority.byId(value)
          .orElseThrow(
              () -> new TypeConversionException("it is signature, or user-identification"));
    }
  }

  /** Reads what a line says. */
  private static final class ByReader implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!List.of("serials", "keys").contains(value)) {
        throw new TypeConversionException("it is serials, or keys");
      }
      return value;
    }
  }
}
