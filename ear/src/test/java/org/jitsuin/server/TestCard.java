package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.server.StaffClient.Answer;

/** A card of a resident of Kiyose-shi, with its keys made by openssl. */
final class TestCard {
  private static final ObjectMapper JSON = new ObjectMapper();

  final String registerId;
  final String id;
  private final Path directory;

  private TestCard(String registerId, String id, Path directory) {
    this.registerId = registerId;
    this.id = id;
    this.directory = directory;
  }

  /** Registers a card as clerk of Kiyose-shi. */
  static TestCard register(Installation installation) throws IOException {
    return register(installation, registration -> registration);
  }

  /**
   * Likewise, with something else in the registration.
   *
   * @param change of the JSON
   */
  static TestCard register(Installation installation, UnaryOperator<String> change)
      throws IOException {
    String registerId = "R-" + UUID.randomUUID();
    Answer answer =
        StaffClient.of(installation, "clerk-13221")
            .post("/cards", change.apply(registration(registerId, "13221")));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    return new TestCard(
        registerId,
        answer.body().get("card").asText(),
        Files.createTempDirectory(installation.home(), "card-"));
  }

  /** A card that ends in thirty days, and its certificates with it. */
  static TestCard ending(Installation installation) throws IOException {
    LocalDate birthday = JapanTime.date(Clocks.system().instant()).plusDays(30);
    // Never February 29: thirty days from now or thirty-one are the same to the test.
    LocalDate day = birthday.getDayOfYear() == 60 ? birthday.plusDays(1) : birthday;
    String issuedOn = "{\"issuedOn\":\"%s\",".formatted(day.minusYears(10).plusDays(1));
    return register(
        installation,
        json ->
            json.replace("1980-02-17", day.minusYears(40).toString())
                .replaceFirst("\\{", issuedOn));
  }

  /** Another card of the same holder. */
  TestCard successor(String card) throws IOException {
    return new TestCard(
        registerId, card, Files.createTempDirectory(directory.getParent(), "card-"));
  }

  static String registration(String registerId, String municipality) {
    return """
    {"municipality":"%s","holder":{"registerId":"%s","name":"山田　花子",
     "address":"東京都清瀬市中里五丁目８４２番地","sex":"female","birthDate":"1980-02-17"},%s}
    """
        .formatted(municipality, registerId, OfficeRequests.CHECKED);
  }

  Path directory() {
    return directory;
  }

  /** The body of a request for both certificates, with fresh RSA keys. */
  String rsaRequests() {
    return requests("rsa:2048");
  }

  /** With fresh keys on P-384. */
  String p384Requests() {
    return requests("ec", "-pkeyopt", "ec_paramgen_curve:P-384");
  }

  private String requests(String... keyOptions) {
    Map<String, String> requests =
        Map.of(
            "signature",
            request("signature", keyOptions),
            "user-identification",
            request("user-identification", keyOptions));
    return checked(json(Map.of("requests", requests)));
  }

  /** The body of a renewal of the signature certificate alone, on that ground. */
  String signatureRenewal(String ground) {
    Map<String, String> requests =
        Map.of("signature", request("signature", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"));
    return checked(json(Map.of("ground", ground, "requests", requests)));
  }

  /** The same with {@link OfficeRequests#CHECKED}, word for word. */
  private static String checked(String body) {
    return body.replaceFirst("\\{", "{" + OfficeRequests.CHECKED + ",");
  }

  private static String json(Object body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String request(String name, String... keyOptions) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("openssl", "req", "-new", "-nodes", "-subj", "/CN=card"));
    command.add("-newkey");
    command.addAll(List.of(keyOptions));
    command.addAll(List.of("-keyout", name + ".key", "-out", name + ".csr"));
    Shell.Ended ended = Shell.run(directory, Map.of(), command);
    assertThat(ended.code()).as(ended.output()).isZero();
    return read(name + ".csr");
  }

  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, String content) {
    try {
      Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An event that moves the holder to Shinjuku-ku. */
  String move(String event) {
    return """
    {"event":"%s","registerId":"%s","kind":"address-changed","minor":false,
     "occurredOn":"2026-11-01","municipality":"13104","address":"東京都新宿区歌舞伎町一丁目４番１号"}
    """
        .formatted(event, registerId);
  }
}
