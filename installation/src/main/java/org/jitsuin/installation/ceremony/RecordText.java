package org.jitsuin.installation.ceremony;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jitsuin.base.model.Bytes;

/** A ceremony's record for people to read before they sign it, in English and Japanese. */
public final class RecordText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordText() {}

  /** The canonical JSON as an object. */
  static JsonNode parse(Bytes body) {
    try {
      return JSON.readTree(body.bytes());
    } catch (IOException e) {
      throw new IllegalArgumentException("not a record of a ceremony", e);
    }
  }

  /**
   * Returns all that a record says, line by line.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String of(Bytes body) {
    JsonNode record = parse(body);
    List<String> lines = new ArrayList<>();
    lines.add("Record of a key ceremony / 鍵セレモニー記録: " + record.path("ceremony").asText());
    lines.add("");
    fact(lines, "Record SHA-256 / 記録のハッシュ", body.fingerprint().toString());
    fact(lines, "Script SHA-256 / 台本のハッシュ", orNone(record.path("script").asText()));
    fact(lines, "Software / ソフトウェア", record.path("software").asText());
    fact(lines, "Server / サーバ", record.path("node").asText());
    fact(lines, "Tokens / トークン", texts(record.path("tokens")));
    fact(lines, "Begun / 開始", record.path("begun").asText());
    fact(lines, "Ended / 終了", record.path("ended").asText());
    authorities(lines, record.path("authorities"));
    lines.add("");
    lines.add("Keys made / 生成した鍵");
    for (JsonNode key : record.path("keys")) {
      lines.add(
          "  %s: %s, %s"
              .formatted(
                  key.path("token").asText(),
                  key.path("label").asText(),
                  key.path("scheme").asText()));
      lines.add("    SHA-256 " + key.path("key").asText());
    }
    lines.add("");
    lines.add("Certificates signed / 発行した証明書");
    for (JsonNode certificate : record.path("certificates")) {
      lines.add(
          "  %s, serial / シリアル番号 %s, %s – %s"
              .formatted(
                  certificate.path("role").asText(),
                  certificate.path("serial").asText(),
                  certificate.path("notBefore").asText(),
                  certificate.path("notAfter").asText()));
      lines.add("    SHA-256 " + certificate.path("certificate").asText());
    }
    people(lines, record);
    return String.join("\n", lines) + "\n";
  }

  private static void authorities(List<String> lines, JsonNode authorities) {
    lines.add("");
    lines.add("Key generations / 鍵世代");
    for (JsonNode authority : authorities) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %s: %s, %d years / 年, policy / ポリシー %s",
              authority.path("issuer").asText(),
              authority.path("scheme").asText(),
              authority.path("validityYears").asInt(),
              authority.path("policy").asText()));
      lines.add("    " + authority.path("name").asText());
    }
  }

  private static void people(List<String> lines, JsonNode record) {
    JsonNode custodians = record.path("custodians");
    lines.add("");
    lines.add(
        custodians.isEmpty()
            ? "Custodians / 鍵管理者: none / なし"
            : String.format(
                Locale.ROOT,
                "Custodians / 鍵管理者: %d needed / 名が必要, set / 組 %s",
                custodians.path("needed").asInt(),
                custodians.path("set").asText()));
    for (JsonNode person : custodians.path("people")) {
      lines.add(
          String.format(
              Locale.ROOT, "  %d %s", person.path("share").asInt(), person.path("name").asText()));
      lines.add("    certificate / 証明書 SHA-256 " + person.path("certificate").asText());
    }
    lines.add("");
    lines.add("Witnesses / 立会人: " + orNone(texts(record.path("witnesses"))));
  }

  private static void fact(List<String> lines, String label, String value) {
    lines.add(label + ": " + value);
  }

  private static String texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return String.join(", ", texts);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none / なし" : text;
  }
}
