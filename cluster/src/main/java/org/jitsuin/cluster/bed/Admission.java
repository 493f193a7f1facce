package org.jitsuin.cluster.bed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.installation.setup.Secrets;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/**
 * Lets a validation authority in that has a new key, as two CA operators do: it asks for a
 * certificate, one proposes its key, the other approves. Nobody else is on the bed's network, so
 * that they need not compare it.
 */
final class Admission {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BedPlace place;
  private final Server authority;

  /**
   * @param authority a server that runs, whose home has the operators' credentials
   */
  Admission(BedPlace place, Server authority) {
    this.place = place;
    this.authority = authority;
  }

  /** Lets one in, unless it is. */
  void admit(String responder) {
    String path = "ocsp-responders/" + responder;
    Waiting.until(
        PATIENCE,
        () -> known(path).filter(one -> isAdmitted(one) || !key(one).isEmpty()).isPresent(),
        () -> false,
        () -> responder + " asks for no certificate");
    JsonNode known = known(path).orElseThrow();
    if (isAdmitted(known)) {
      return;
    }
    String body = "{\"key\":\"%s\"}".formatted(key(known));
    String _ = ask("operator", path + "/admission", body);
    String _ = ask("operator2", path + "/admission/approval", body);
  }

  private static boolean isAdmitted(JsonNode known) {
    return known.path("state").asText().equals("admitted");
  }

  private static String key(JsonNode known) {
    return known.at("/requests/0/key").asText();
  }

  private Optional<JsonNode> known(String path) {
    try {
      return Optional.of(JSON.readTree(ask("operator", path, "")));
    } catch (SetupFailure | IOException e) {
      // It is not known yet, or the server is not there yet.
      return Optional.empty();
    }
  }

  /** At the authority's own machine: its certificate knows that name. */
  private String ask(String who, String path, String body) {
    Path home = place.home(authority.host());
    Path settings = place.run().resolve("admission.curl");
    Secrets.write(
        settings, "cert = \"%s:changeit\"\n".formatted(home.resolve("staff/" + who + ".p12")));
    List<String> command =
        new ArrayList<>(
            List.of(
                SystemCommand.find("curl", "curl").toString(),
                "--silent",
                "--fail",
                "--max-time",
                "20",
                "--config",
                settings.toString(),
                "--cert-type",
                "P12",
                "--cacert",
                home.resolve("ca/staff.pem").toString()));
    if (!body.isEmpty()) {
      command.addAll(
          List.of(
              "--header",
              "Content-Type: application/json",
              "--header",
              "Idempotency-Key: " + path.replace('/', '-'),
              "--data",
              body));
    }
    command.add("https://localhost:8443/api/v1/" + path);
    return authority.machine().run(command);
  }
}
