package org.jitsuin.cluster.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.cluster.trial.Office.Order;
import org.jitsuin.cluster.trial.check.ActKind;

/**
 * The life of one card of one resident: registered, issued to, one in some suspended and found, one
 * in some ended by a move. One step behind the other, so that what each certificate is stays known.
 */
final class Life {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, ?> CHECKED =
      Map.of("present", List.of("holder"), "documents", List.of("passport"));

  /** One in so many is lost and found: one person suspends no more than one card in ten seconds. */
  private static final int LOST = 40;

  private static final int MOVED = 3;

  private final Office clerk;
  private final Office register;
  private final BiConsumer<String, JsonNode> issued;
  private final InstantSource clock;

  /**
   * @param issued told of each certificate: its authority, and what was told of it
   */
  Life(Office clerk, Office register, BiConsumer<String, JsonNode> issued, InstantSource clock) {
    this.clerk = clerk;
    this.register = register;
    this.issued = issued;
    this.clock = clock;
  }

  /**
   * Lives it.
   *
   * @param id that nobody else has
   * @param near the number of the server that is asked first
   */
  void live(String id, int near, RandomGenerator random) {
    String resident = "R-" + id;
    JsonNode card =
        clerk.ask(
            new Order(
                ActKind.REGISTER, "register-" + id, resident, "cards", registration(resident)),
            near,
            random);
    String number = card.path("card").asText();
    if (number.isEmpty()) {
      return;
    }
    JsonNode certificates =
        clerk
            .ask(
                new Order(
                    ActKind.ISSUE,
                    "issue-" + id,
                    number,
                    "cards/" + number + "/certificates",
                    requests()),
                near,
                random)
            .path("certificates");
    certificates.forEach(one -> issued.accept(one.path("authority").asText(), one));
    if (!certificates.isEmpty() && random.nextInt(LOST) == 0) {
      loseAndFind(id, number, near, random);
    }
    if (random.nextInt(MOVED) == 0) {
      String event = "E-" + id;
      register.ask(
          new Order(ActKind.EVENT, event, event, "resident-events", move(event, resident)),
          near,
          random);
    }
  }

  private void loseAndFind(String id, String card, int near, RandomGenerator random) {
    clerk.ask(
        new Order(
            ActKind.SUSPEND,
            "suspend-" + id,
            card,
            "cards/" + card + "/suspension",
            json(Map.of("reporter", Map.of("relation", "family")))),
        near,
        random);
    clerk.ask(
        new Order(
            ActKind.LIFT,
            "lift-" + id,
            card,
            "cards/" + card + "/suspension/lift",
            json(Map.of("identityCheck", CHECKED))),
        near,
        random);
  }

  private static String registration(String resident) {
    return json(
        Map.of(
            "municipality",
            "13221",
            "holder",
            Map.of(
                "registerId", resident,
                "name", "山田　花子",
                "address", "東京都清瀬市中里五丁目８４２番地",
                "sex", "female",
                "birthDate", "1980-02-17"),
            "identityCheck",
            CHECKED));
  }

  private String move(String event, String resident) {
    return json(
        Map.of(
            "event",
            event,
            "registerId",
            resident,
            "kind",
            "address-changed",
            "minor",
            false,
            "occurredOn",
            JapanTime.date(clock.instant()).toString(),
            "municipality",
            "13104",
            "address",
            "東京都新宿区歌舞伎町一丁目４番１号"));
  }

  private static String requests() {
    return json(
        Map.of(
            "requests",
            Map.of("signature", request(), "user-identification", request()),
            "identityCheck",
            CHECKED));
  }

  private static String json(Map<String, ?> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for a new key, as PEM. */
  private static String request() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      KeyPair keys = generator.generateKeyPair();
      StringWriter text = new StringWriter();
      try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
        pem.writeObject(
            new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=card"), keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA384withECDSA").build(keys.getPrivate())));
      }
      return text.toString();
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
