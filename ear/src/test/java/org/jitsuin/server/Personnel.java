package org.jitsuin.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;
import org.jitsuin.launcher.installation.Installation;

/** Has people come and go, as two operators of the authority decide. */
final class Personnel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final OfficeRequests desk;

  Personnel(Installation installation) {
    this.installation = installation;
    this.desk = new OfficeRequests(installation);
  }

  /**
   * Registers somebody, who brings a key of their own.
   *
   * @param municipality of the roles of an office
   */
  StaffClient join(String person, String role, Optional<String> municipality) throws IOException {
    return StaffClient.with(installation, credential(person, role, municipality));
  }

  /** Registers somebody likewise, with a credential for a browser. */
  KeyStore credential(String person, String role, Optional<String> municipality)
      throws IOException {
    SoftwareKey key = SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256);
    ObjectNode change = registration(person, role, key);
    municipality.ifPresent(code -> change.put("municipality", code).put("window", code + "001A"));
    return store(key, decided(change).get("certificate").asText());
  }

  /** What an operator proposes so that somebody may come, with a key of theirs. */
  static ObjectNode registration(String person, String role) throws IOException {
    return registration(person, role, SoftwareKey.generate(SignatureScheme.ECDSA_P256_SHA256));
  }

  private static ObjectNode registration(String person, String role, SoftwareKey key)
      throws IOException {
    return JSON.createObjectNode()
        .put("kind", "register")
        .put("person", person)
        .put("name", person)
        .put("role", role)
        .put("request", request(key));
  }

  /** Shuts somebody out for good. */
  void withdraw(String person) throws IOException {
    decided(
        JSON.createObjectNode()
            .put("kind", "withdraw")
            .put("person", person)
            .put("reason", "試験終了"));
  }

  /** One operator proposes, another one approves what was proposed. */
  private JsonNode decided(ObjectNode change) throws IOException {
    JsonNode proposed = desk.answer(201, desk.as("operator").post("/staff", change.toString()));
    ObjectNode seen = JSON.createObjectNode().put("content", proposed.get("content").asText());
    return desk.answer(
        200,
        desk.as("operator2")
            .post(
                "/staff/changes/" + proposed.get("change").asText() + "/approval",
                seen.toString()));
  }

  private static String request(SoftwareKey key) throws IOException {
    try {
      byte[] der =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=request"), key.publicKey())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.pair().getPrivate()))
              .getEncoded();
      return "-----BEGIN CERTIFICATE REQUEST-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
          + "\n-----END CERTIFICATE REQUEST-----\n";
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore store(SoftwareKey key, String pem) throws IOException {
    try {
      Certificate certificate =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "key",
          key.pair().getPrivate(),
          "changeit".toCharArray(),
          new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
