package org.jitsuin.launcher.counter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.launcher.staff.OfficeClient;

/**
 * One act over two machines: the authority and the card in the reader. Cut off anywhere, the same
 * call again goes on from where the order stands.
 */
public final class CardWork {
  private final AgentDesk desk;
  private final OfficeClient office;
  private final Issuers issuers;

  /**
   * @param office as the clerk
   * @param issuers the certificates of the authorities
   */
  public CardWork(AgentDesk desk, OfficeClient office, Issuers issuers) {
    this.desk = desk;
    this.office = office;
    this.issuers = issuers;
  }

  /** Where the certificates of authorities are published. */
  public interface Issuers {
    /**
     * Returns one of them.
     *
     * @param name such as {@code signature-g1.cer}
     * @return DER in base64
     */
    String read(String name) throws IOException;
  }

  /**
   * What is asked for.
   *
   * @param card its id at the authority
   * @param kinds which certificates
   * @param renewal whether they take the place of others
   * @param scheme of the keys that the card makes
   * @param present who was there
   * @param documents by which they were known
   */
  public record Asked(
      String card,
      List<String> kinds,
      boolean renewal,
      String scheme,
      List<String> present,
      List<String> documents) {
    public Asked {
      kinds = List.copyOf(kinds);
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  private record Order(String id, List<String> kinds, Set<String> issued) {}

  /**
   * Issues to a card and writes it, or goes on with what is open for it.
   *
   * @return the order, which the authority knows to be held
   * @throws org.jitsuin.launcher.staff.Refused as the authority does
   * @throws org.jitsuin.card.agent.AgentClient.Refused as the agent or the card does
   */
  public String issue(AgentDesk.Inserted chip, Asked asked) throws IOException {
    Order order =
        open(asked.card())
            .orElseGet(() -> new Order(UUID.randomUUID().toString(), asked.kinds(), Set.of()));
    begin(asked.card(), order, chip);
    ArrayNode certificates =
        order.issued().isEmpty() ? issued(chip, asked, order) : kept(asked.card(), order);
    ObjectNode finish = AgentDesk.deed(chip, "finish").put("order", order.id());
    finish.set("certificates", certificates);
    JsonNode readBack = desk.run(finish).path("readBack");
    JsonNode _ = office.post(path(asked.card(), order.id()) + "/read-back", readBack, anyKey());
    return order.id();
  }

  /** Takes back the order that is open for a card; what was issued over it is revoked. */
  public String withdraw(AgentDesk.Inserted chip, String card) throws IOException {
    Order order =
        open(card).orElseThrow(() -> new SetupFailure("no order is open for the card " + card));
    if (chip.order().equals(Optional.of(order.id()))) {
      desk.abandon(chip, order.id());
    }
    JsonNode _ =
        office.post(
            path(card, order.id()) + "/withdrawal",
            JsonNodeFactory.instance.objectNode(),
            anyKey());
    return order.id();
  }

  /** Records that a PIN is set anew or unlocked, and does it on the card. */
  public void ofPin(AgentDesk.Inserted chip, Asked asked, boolean reset) throws IOException {
    String use = asked.kinds().getFirst();
    ObjectNode event =
        JsonNodeFactory.instance
            .objectNode()
            .put("pin", use)
            .put("what", reset ? "reset" : "unlocked");
    event.set("identityCheck", check(asked));
    JsonNode _ = office.post("cards/" + asked.card() + "/pin-events", event, anyKey());
    desk.ofPin(chip, use, reset);
  }

  private static String path(String card, String order) {
    return "cards/" + card + "/orders/" + order;
  }

  private static String anyKey() {
    return UUID.randomUUID().toString();
  }

  private Optional<Order> open(String card) {
    for (JsonNode one : office.get("cards/" + card + "/orders").path("orders")) {
      if (one.path("state").asText().equals("open")) {
        Set<String> issued = new HashSet<>();
        one.path("issued").forEach(each -> issued.add(each.path("serial").asText()));
        List<String> kinds = one.path("certificates").valueStream().map(JsonNode::asText).toList();
        return Optional.of(new Order(one.path("order").asText(), kinds, issued));
      }
    }
    return Optional.empty();
  }

  /** Told before the card makes keys, and again by whoever goes on. */
  private void begin(String card, Order order, AgentDesk.Inserted chip) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("order", order.id()).put("chip", chip.chip());
    order.kinds().forEach(body.putArray("certificates")::add);
    JsonNode _ = office.post("cards/" + card + "/orders", body, anyKey());
  }

  private ArrayNode issued(AgentDesk.Inserted chip, Asked asked, Order order) throws IOException {
    ObjectNode prepare =
        AgentDesk.deed(chip, "prepare").put("order", order.id()).put("scheme", asked.scheme());
    order.kinds().forEach(prepare.putArray("certificates")::add);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("order", order.id());
    body.set("identityCheck", check(asked));
    body.set("requests", desk.run(prepare).path("requests"));
    String act = asked.renewal() ? "/renewal" : "/certificates";
    // The order names the act there as well: sent again it issues nothing a second time.
    JsonNode answer = office.post("cards/" + asked.card() + act, body, order.id());
    return written(answer.path("certificates"), Optional.empty());
  }

  private ArrayNode kept(String card, Order order) throws IOException {
    return written(office.get("cards/" + card).path("certificates"), Optional.of(order.issued()));
  }

  private ArrayNode written(JsonNode certificates, Optional<Set<String>> serials)
      throws IOException {
    ArrayNode written = JsonNodeFactory.instance.arrayNode();
    for (JsonNode one : certificates) {
      String serial = one.path("serial").asText();
      boolean meant = serials.filter(known -> !known.contains(serial)).isEmpty();
      if (meant && !one.path("state").asText().equals("revoked")) {
        String authority = one.path("authority").asText();
        String issuer = authority + "-g" + one.path("generation").asInt() + ".cer";
        written
            .addObject()
            .put("authority", authority)
            .put("certificate", one.path("certificate").asText())
            .put("issuer", issuers.read(issuer));
      }
    }
    return written;
  }

  private static ObjectNode check(Asked asked) {
    if (asked.present().isEmpty() || asked.documents().isEmpty()) {
      throw new SetupFailure("say who was seen, and by which document: --present and --document");
    }
    ObjectNode check = JsonNodeFactory.instance.objectNode();
    asked.present().forEach(check.putArray("present")::add);
    asked.documents().forEach(check.putArray("documents")::add);
    return check;
  }
}
