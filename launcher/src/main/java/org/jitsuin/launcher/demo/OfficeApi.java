package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;

/** Speaks to the office API with curl, as one member of staff or another. */
final class OfficeApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([A-Z_]+)\"");

  private final DemoRun run;
  private final Shell shell;

  OfficeApi(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
  }

  /** Writes a request into a file. */
  void write(String file, Map<String, ?> content) {
    try {
      run.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    } catch (JacksonException e) {
      throw new IllegalStateException("maps and texts can be written as JSON", e);
    }
  }

  /** Shows a request. */
  void show(String file) {
    shell.answer(shell.run(CommandLine.of("cat", run.file(file))));
  }

  /** Writes a request into a file, shows it, sends it and reads the answer. */
  JsonNode ask(String who, String path, String file, Map<String, ?> content) {
    write(file, content);
    show(file);
    return post(who, path, file);
  }

  /** Sends a file and reads the answer. */
  JsonNode post(String who, String path, String file) {
    return parsed(
        shell.run(
            CommandLine.of(
                curl(who),
                "-H",
                "Content-Type: application/json",
                "-H",
                "Idempotency-Key: demo-" + run.id() + "-" + file.replace(".json", ""),
                "--data-binary",
                "@" + DisplayPath.of(run.file(file)),
                address(path))));
  }

  /** Asks for what is refused, and gives the code of the refusal; empty if it is not. */
  String refusal(String who, String path) {
    CommandLine command = CommandLine.of(curl(who), address(path));
    shell.show(command);
    String said = shell.attempt(command).output();
    shell.answer(said);
    Matcher code = CODE.matcher(said);
    return code.find() ? code.group(1) : "";
  }

  JsonNode get(String who, String path) {
    return parsed(shell.run(CommandLine.of(curl(who), address(path))));
  }

  /** Returns a curl command with the client certificate of somebody. */
  private List<String> curl(String who) {
    Path staff = run.installation().staff();
    return CommandLine.of(
            "curl",
            "-sS",
            "--fail-with-body",
            "--cacert",
            run.installation().ca().resolve("staff.pem"),
            "--cert",
            staff.resolve(who + ".pem"),
            "--key",
            staff.resolve(who + ".key"))
        .words();
  }

  private String address(String path) {
    return run.installation().settings().httpsAddress() + "/api/v1/" + path;
  }

  private static JsonNode parsed(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new WrongResult("an answer in JSON", answer);
    }
  }
}
