package org.jitsuin.launcher.staff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jitsuin.installation.ceremony.BroughtRequest;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.launcher.staff.MadeKeys.Waiting;

/** Has the server of an installation change its staff, and puts certificates where they belong. */
public final class StaffDesk {
  private static final int PAGE = 200;

  private final Installation installation;
  private final MadeKeys keys;

  public StaffDesk(Installation installation) {
    this.installation = installation;
    this.keys = new MadeKeys(installation.staff().resolve("pending"));
  }

  /**
   * Proposes a change.
   *
   * @param request the file with the request for a certificate, if somebody brought one; otherwise
   *     a key is made here where the kind needs one
   * @throws SetupFailure where keys must be brought, or no answer came
   */
  public Change propose(OfficeClient client, Wish wish, Optional<Path> request) {
    if (request.isPresent() || !wish.kind().withKey()) {
      return propose(client, wish.json(request.map(file -> BroughtRequest.read(file).text())));
    }
    if (installation.keysAreBrought()) {
      throw new SetupFailure(
          "keys are made here in development only; with custodians and in production everybody"
              + " brings a request for a key of their own: --request FILE.csr");
    }
    Waiting waiting = keys.make();
    try {
      return propose(client, wish.json(Optional.of(waiting.request())));
    } catch (Refused | SetupFailure e) {
      // Where the answer alone was lost, the change is cancelled, and proposed anew.
      keys.forget(waiting.hash());
      throw e;
    }
  }

  private static Change propose(OfficeClient client, JsonNode wish) {
    return Change.of(client.post("staff", wish, key(UUID.randomUUID().toString())));
  }

  /** Reads a change. */
  public Change find(OfficeClient client, String id) {
    return Change.of(client.get("staff/changes/" + id));
  }

  /** Approves a change as it was seen; who asks again is told the same again. */
  public Change approve(OfficeClient client, Change seen) {
    JsonNode body =
        JsonNodeFactory.instance.objectNode().put("content", seen.content().hash().toString());
    return Change.of(
        client.post("staff/changes/" + seen.id() + "/approval", body, key("approve-" + seen.id())));
  }

  /** Takes back a change that nobody has approved, with the key that was made for it. */
  public Change cancel(OfficeClient client, String id) {
    Change cancelled =
        Change.of(
            client.post(
                "staff/changes/" + id + "/cancel",
                JsonNodeFactory.instance.objectNode(),
                key("cancel-" + id)));
    cancelled.content().key().ifPresent(keys::forget);
    return cancelled;
  }

  /** Shuts a person out at once. */
  public void block(OfficeClient client, String person, String reason) {
    JsonNode _ =
        client.post(
            "staff/" + encoded(person) + "/block",
            JsonNodeFactory.instance.objectNode().put("reason", reason),
            key(UUID.randomUUID().toString()));
  }

  /** Writes the certificate that came of a change into files; nothing where none did. */
  public Optional<Delivery> deliver(Change done) {
    return done.certificate()
        .map(pem -> Delivery.of(installation, keys, done.content().seat().person(), pem));
  }

  /** Returns all people among the staff that who asks may see, as the office API tells them. */
  public List<JsonNode> people(OfficeClient client) {
    List<JsonNode> people = new ArrayList<>();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      JsonNode page = client.get("staff?limit=" + PAGE + "&after=" + encoded(after.get()));
      page.path("staff").forEach(people::add);
      after = next(page);
    }
    return people;
  }

  /** Returns the changes that wait for a second operator, as the office API tells them. */
  public List<JsonNode> open(OfficeClient client) {
    List<JsonNode> open = new ArrayList<>();
    Optional<String> after = Optional.of("0");
    while (after.isPresent()) {
      JsonNode page =
          client.get("staff/changes?state=proposed&limit=" + PAGE + "&after=" + after.get());
      page.path("changes").forEach(open::add);
      after = next(page);
    }
    return open;
  }

  private static Optional<String> next(JsonNode page) {
    return Optional.of(page.path("next"))
        .filter(JsonNode::isValueNode)
        .filter(next -> !next.isNull())
        .map(JsonNode::asText);
  }

  /** In an address. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An Idempotency-Key: letters alone, since twelve digits in a row may be taken for a number. */
  private static String key(String text) {
    StringBuilder key = new StringBuilder();
    text.chars()
        .forEach(
            sign -> key.append(Character.isDigit(sign) ? (char) ('G' + sign - '0') : (char) sign));
    return key.toString();
  }
}
