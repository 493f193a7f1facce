package org.jitsuin.audit.auditor;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.audit.auditor.AuditTool.AuditorCommand;
import org.jitsuin.audit.tlog.Cosigner;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.Witness;
import org.jitsuin.base.time.Clocks;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs a witness until it is ended. */
@Command(
    name = "witness",
    showDefaultValues = true,
    description = "Cosigns checkpoints that extend what was cosigned before, until it is ended.")
final class WitnessCommand implements AuditorCommand {
  private static final int LAST_PORT = 65_535;

  @Option(names = "--name", paramLabel = "NAME", required = true, description = "the witness's")
  private String name;

  @Option(
      names = "--directory",
      paramLabel = "DIRECTORY",
      required = true,
      description = "where its key is kept, and what it cosigned")
  private Path directory;

  @Option(
      names = "--log",
      paramLabel = "KEY|FILE",
      required = true,
      converter = KeyReader.class,
      description = "the verifier key of a log, or a file with it")
  private List<NoteKey> logs = new ArrayList<>();

  @Option(names = "--bind", paramLabel = "ADDRESS", description = "where it listens")
  private String bind = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      converter = Port.class,
      description = "at which port")
  private int port = 8095;

  private static final class Port implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > LAST_PORT) {
        throw new TypeConversionException("it is a number up to " + LAST_PORT);
      }
      return Integer.valueOf(value);
    }
  }

  @Override
  public Optional<Report> run(PrintStream out) {
    WitnessFiles files = new WitnessFiles(directory);
    Cosigner cosigner = files.cosigner(name);
    Witness witness = new Witness(logs, cosigner, files, Clocks.system());
    try (WitnessServer server = WitnessServer.start(witness, new InetSocketAddress(bind, port))) {
      out.println("witness " + cosigner.key());
      out.println("listens at http://" + bind + ":" + server.port());
      out.flush();
      server.await();
      return Optional.empty();
    }
  }
}
