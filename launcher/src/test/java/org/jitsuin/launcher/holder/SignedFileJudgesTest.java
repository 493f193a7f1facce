package org.jitsuin.launcher.holder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.jitsuin.card.holder.CmsFile;
import org.jitsuin.card.holder.HolderCard;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.card.holder.Pin;
import org.jitsuin.card.holder.SigningCard;
import org.jitsuin.card.holder.XmlFile;
import org.jitsuin.card.reader.AppletChannel;
import org.jitsuin.card.state.CardState;
import org.jitsuin.card.state.CardTraits;
import org.jitsuin.card.state.KeyUse;
import org.jitsuin.card.testing.TestAuthority;
import org.jitsuin.card.testing.TestCards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What openssl, xmlsec1 and pdfsig say of what a card signed. */
@Tag("stack")
class SignedFileJudgesTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");
  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<filing xmlns=\"urn:test\">\n  <text>届出 &amp; 1</text>\n</filing>\n";

  @TempDir private Path directory;

  @BeforeEach
  void authority() throws IOException {
    Files.write(
        directory.resolve("ca.cer"), TestAuthority.of(KeyUse.SIGNATURE).certificate().bytes());
    assertThat(run("openssl", "x509", "-inform", "DER", "-in", "ca.cer", "-out", "ca.pem").code())
        .isZero();
  }

  private static SigningCard card(boolean next) {
    CardState state =
        next ? TestCards.nextCardState() : TestCards.personalisedState(CardTraits.usual());
    HolderCard card = HolderCard.open(AppletChannel.to(TestCards.card(state)));
    try (Pin pin = Pin.of(KeyUse.SIGNATURE, TestCards.SIGNATURE_PIN.toCharArray())) {
      assertThat(card.verify(KeyUse.SIGNATURE, pin))
          .isInstanceOf(org.jitsuin.card.holder.PinOutcome.Right.class);
    }
    return SigningCard.of(card, KeyUse.SIGNATURE);
  }

  private record Said(int code, String text) {}

  private Said run(String... command) {
    try {
      Path said = directory.resolve("said");
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return new Said(process.exitValue(), Files.readString(said));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Said xmlsec(String file) {
    return run(
        "xmlsec1",
        "--verify",
        "--enabled-key-data",
        "x509",
        "--trusted-pem",
        "ca.pem",
        "--id-attr:Id",
        "SignedProperties",
        file);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void xml_isWhatXmlsecVerifies_andChangedNot(boolean next) throws IOException {
    byte[] signed = XmlFile.sign(XML.getBytes(StandardCharsets.UTF_8), card(next), NOW);
    Files.write(directory.resolve("signed.xml"), signed);
    Files.writeString(
        directory.resolve("changed.xml"),
        new String(signed, StandardCharsets.UTF_8).replace("届出", "届書"));
    Files.writeString(
        directory.resolve("backdated.xml"),
        new String(signed, StandardCharsets.UTF_8).replace("2026-02-03T", "2025-02-03T"));

    Said said = xmlsec("signed.xml");

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(xmlsec("changed.xml").code()).isNotZero();
    assertThat(xmlsec("backdated.xml").code()).isNotZero();
  }

  @Test
  void pdf_isWhatPdfsigVerifies_andChangedNot() throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.save(plain);
    }
    byte[] signed = PdfFile.sign(plain.toByteArray(), card(false), NOW, Optional.empty());
    Files.write(directory.resolve("signed.pdf"), signed);
    byte[] changed = signed.clone();
    changed[10] ^= 1;
    Files.write(directory.resolve("changed.pdf"), changed);

    assertThat(run("pdfsig", "-nocert", "signed.pdf").text())
        .contains("Signature is Valid.", "ETSI.CAdES.detached", "Total document signed");
    assertThat(run("pdfsig", "-nocert", "changed.pdf").text())
        .doesNotContain("Signature is Valid.");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void cms_isWhatOpensslVerifies(boolean next) throws IOException {
    byte[] content = "届出".getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("d.txt"), content);
    Files.write(directory.resolve("d.p7s"), CmsFile.sign(content, card(next), false, NOW));

    assertThat(
            run(
                    "openssl",
                    "cms",
                    "-verify",
                    "-cades",
                    "-binary",
                    "-inform",
                    "DER",
                    "-in",
                    "d.p7s",
                    "-content",
                    "d.txt",
                    "-CAfile",
                    "ca.pem",
                    "-purpose",
                    "any",
                    "-out",
                    "back.txt")
                .code())
        .isZero();
  }
}
