package org.jitsuin.card.holder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.state.KeyUse;

/** A login at a provider that was begun in a browser: what the card is to sign, and bringing it. */
public final class LoginVisit {
  private final URI address;
  private final JsonVisit visit;

  /**
   * Takes an address as the browser shows it.
   *
   * @throws HolderFailure if it is none of a login, or not by HTTPS
   */
  public LoginVisit(URI address) {
    if (!JsonVisit.isAt(address, "(/[A-Za-z0-9._~-]+)*/card/[A-Za-z0-9_-]{20,64}")) {
      throw new HolderFailure(
          "ログイン画面に表示されたアドレスを指定してください。",
          "Name the address that the page for logging in shows; by https, or of this machine.");
    }
    this.address = address;
    this.visit = new JsonVisit(address);
  }

  /**
   * What is asked of the holder.
   *
   * @param challenge what both keys sign; says to whom, for what and until when
   * @param attributes whether name, address, birth date and sex are shown
   * @param title what the document is
   * @param document to be signed, where there is one
   */
  public record Wanted(
      String challenge,
      String party,
      boolean attributes,
      Optional<String> title,
      Optional<byte[]> document) {
    /**
     * Has all of it signed.
     *
     * @param key gives the signature of a content by a key, apart from it
     */
    public Signed signed(BiFunction<KeyUse, byte[], Bytes> key) {
      byte[] octets = challenge.getBytes(StandardCharsets.UTF_8);
      return new Signed(
          key.apply(KeyUse.USER_IDENTIFICATION, octets),
          attributes ? Optional.of(key.apply(KeyUse.SIGNATURE, octets)) : Optional.empty(),
          document.map(one -> key.apply(KeyUse.SIGNATURE, one)));
    }
  }

  /**
   * What the card signed.
   *
   * @param identification the challenge, by the key for user identification
   * @param attributes the challenge, by the key for signatures
   * @param document the document, by the key for signatures
   */
  public record Signed(
      Bytes identification, Optional<Bytes> attributes, Optional<Bytes> document) {}

  /**
   * Asks what is to be signed.
   *
   * @throws HolderFailure if nothing is, or it is not for whom it was fetched from: somebody in
   *     between may pass on what another provider asks
   */
  public Wanted ask() {
    JsonNode told = visit.ask();
    String challenge = told.path("challenge").asText();
    String own = "Log in with a card\nprovider: " + provider() + "\n";
    if (!challenge.startsWith(own)
        || !JsonVisit.isPlain(challenge)
        || !JsonVisit.isLine(told.path("party").asText())
        || !JsonVisit.isLine(told.path("title").asText())) {
      throw new HolderFailure(
          "相手が求めている署名は、この相手へのログインのためのものではありません。署名しないでください。",
          "What is to be signed is not for logging in there; nothing was signed.");
    }
    return new Wanted(
        challenge,
        told.path("party").asText(),
        told.path("attributes").asBoolean(),
        text(told, "title"),
        text(told, "document").map(LoginVisit::octets));
  }

  /** The address up to what stands in front of the login. */
  private String provider() {
    String text = address.toString();
    return text.substring(0, text.lastIndexOf("/card/"));
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asText()).filter(text -> !text.isEmpty());
  }

  private static byte[] octets(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw JsonVisit.unreadable(e);
    }
  }

  /**
   * Brings what was signed.
   *
   * @return the number that the holder types into the browser
   * @throws HolderFailure if it is refused; the words say why
   */
  public String bring(Signed signed) {
    ObjectNode body = JsonVisit.object().put("identification", signed.identification().bytes());
    signed.attributes().ifPresent(cms -> body.put("attributes", cms.bytes()));
    signed.document().ifPresent(cms -> body.put("document", cms.bytes()));
    JsonNode told = visit.bring(body);
    String number = told.path("confirmation").asText();
    if (!number.matches("\\d{6}")) {
      throw JsonVisit.unreadable(null);
    }
    return number;
  }
}
