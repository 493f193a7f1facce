package org.jitsuin.card.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.Deed;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.personalisation.WrittenCertificate;
import org.jitsuin.card.state.KeyUse;

/** Reads what is asked for out of JSON: each member once, none that is not known. */
final class DeedReader {
  private static final Pattern READER = Pattern.compile("[0-9a-f]{8}");
  private static final Pattern CHIP = Pattern.compile("[A-Za-z0-9-]{1,32}");
  private static final Pattern FRAMED =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
  private static final Set<String> COMMON = Set.of("do", "reader", "chip");

  private final JsonNode body;

  private DeedReader(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads a request.
   *
   * @throws CounterFailure if it is not as it should be
   */
  static Deed read(byte[] octets) {
    JsonNode body;
    try {
      body = AgentJson.read(octets);
    } catch (IllegalArgumentException e) {
      throw invalid("JSON");
    }
    return new DeedReader(body).deed();
  }

  private Deed deed() {
    String reader = matching(body, "reader", READER);
    String chip = matching(body, "chip", CHIP);
    return switch (text(body, "do")) {
      case "prepare" -> {
        requireOnly(Set.of("order", "certificates", "scheme"));
        yield new Deed.Prepare(reader, chip, order(), uses(), scheme());
      }
      case "finish" -> {
        requireOnly(Set.of("order", "certificates"));
        yield new Deed.Finish(reader, chip, order(), certificates());
      }
      case "abandon" -> {
        requireOnly(Set.of("order"));
        yield new Deed.Abandon(reader, chip, order());
      }
      case "set-pin" -> {
        requireOnly(Set.of("certificate"));
        yield new Deed.SetPin(reader, chip, use(text(body, "certificate")));
      }
      case "unlock" -> {
        requireOnly(Set.of("certificate"));
        yield new Deed.Unlock(reader, chip, use(text(body, "certificate")));
      }
      case "end" -> {
        requireOnly(Set.of());
        yield new Deed.End(reader, chip);
      }
      default -> throw invalid("do");
    };
  }

  private void requireOnly(Set<String> known) {
    requireOnly(body, known, COMMON);
  }

  private static void requireOnly(JsonNode node, Set<String> known, Set<String> besides) {
    Iterator<String> names = node.fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      if (!known.contains(name) && !besides.contains(name)) {
        throw CounterFailure.saying(ProblemCode.REQUEST_INVALID, "a member that is not known");
      }
    }
  }

  private UUID order() {
    return uuid(text(body, "order")).orElseThrow(() -> invalid("order"));
  }

  /** A UUID in its usual form alone. */
  static Optional<UUID> uuid(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Set<KeyUse> uses() {
    Set<KeyUse> uses = EnumSet.noneOf(KeyUse.class);
    for (JsonNode name : list("certificates")) {
      if (!name.isTextual() || !uses.add(use(name.textValue()))) {
        throw invalid("certificates");
      }
    }
    return uses;
  }

  private Map<KeyUse, WrittenCertificate> certificates() {
    Map<KeyUse, WrittenCertificate> certificates = new EnumMap<>(KeyUse.class);
    for (JsonNode one : list("certificates")) {
      requireOnly(one, Set.of("authority", "certificate", "issuer"), Set.of());
      WrittenCertificate written =
          new WrittenCertificate(certificate(one, "certificate"), certificate(one, "issuer"));
      if (certificates.put(use(text(one, "authority")), written) != null) {
        throw invalid("certificates");
      }
    }
    return certificates;
  }

  private List<JsonNode> list(String name) {
    JsonNode list = body.path(name);
    if (!list.isArray() || list.isEmpty() || list.size() > KeyUse.values().length) {
      throw invalid(name);
    }
    return list.valueStream().toList();
  }

  private static Bytes certificate(JsonNode node, String name) {
    String text = text(node, name);
    Matcher framed = FRAMED.matcher(text);
    String base64 = framed.find() ? framed.group(1) : text;
    try {
      byte[] der =
          Base64.getDecoder()
              .decode(base64.replaceAll("\\s", "").getBytes(StandardCharsets.US_ASCII));
      return Bytes.of(der);
    } catch (IllegalArgumentException e) {
      throw invalid(name);
    }
  }

  private SignatureScheme scheme() {
    if (!body.has("scheme")) {
      return SignatureScheme.RSA_2048_SHA256;
    }
    return switch (text(body, "scheme")) {
      case "rsa-2048" -> SignatureScheme.RSA_2048_SHA256;
      case "p-384" -> SignatureScheme.ECDSA_P384_SHA384;
      default -> throw invalid("scheme");
    };
  }

  private static KeyUse use(String id) {
    return Authority.byId(id)
        .flatMap(authority ->
            EnumSet.allOf(KeyUse.class).stream()
                .filter(use -> use.authority() == authority)
                .findFirst())
        .orElseThrow(() -> invalid("certificate"));
  }

  private static String matching(JsonNode node, String name, Pattern pattern) {
    String text = text(node, name);
    if (!pattern.matcher(text).matches()) {
      throw invalid(name);
    }
    return text;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual()) {
      throw invalid(name);
    }
    return value.textValue();
  }

  private static CounterFailure invalid(String member) {
    return CounterFailure.saying(ProblemCode.REQUEST_INVALID, member);
  }
}
