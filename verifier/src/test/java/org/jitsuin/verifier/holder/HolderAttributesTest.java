package org.jitsuin.verifier.holder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.x509.Extension;
import org.jitsuin.samples.SampleHolder;
import org.jitsuin.samples.Samples;
import org.jitsuin.verifier.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolderAttributesTest {
  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    new Samples(Stage.WORLD).write(directory);
  }

  private static X509Certificate certificate(SampleHolder holder) {
    return Stage.java(
        Stage.WORLD
            .card(Stage.WORLD.signature())
            .with(Extension.subjectAlternativeName, false, holder.names())
            .signedBy(Stage.WORLD.signature().key()));
  }

  @Test
  void of_usual_eachUnderItsOwnName() {
    HolderAttributes holder = HolderAttributes.of(certificate(SampleHolder.usual())).orElseThrow();

    assertThat(holder.name()).isEqualTo(new RegisterText("見本　花子", List.of(3)));
    assertThat(holder.name().marked("＊")).isEqualTo("見本　＊子");
    assertThat(holder.address()).isEqualTo(new RegisterText("東京都清瀬市見本町", List.of(6)));
    assertThat(holder.birthDate().date()).contains(LocalDate.of(1988, 2, 29));
    assertThat(holder.birthDate().era()).contains(Era.SHOWA);
    assertThat(Era.SHOWA.yearOf(1988)).isEqualTo(63);
    assertThat(holder.sex()).isEqualTo(Sex.FEMALE);
  }

  @Test
  void of_userIdentification_nothing() {
    assertThat(HolderAttributes.of(Stage.java(Stage.WORLD.goodCard(Stage.WORLD.identification()))))
        .isEmpty();
  }

  @Test
  void toString_ofAll_saysNothingOfAPerson() {
    HolderAttributes holder = HolderAttributes.of(certificate(SampleHolder.usual())).orElseThrow();

    assertThat(holder + " " + holder.name() + holder.birthDate())
        .doesNotContain("見本")
        .doesNotContain("1988");
  }

  static List<String> table() throws IOException {
    return Files.readAllLines(directory.resolve("holders.tsv")).stream().skip(1).toList();
  }

  /** The table says what stands under which label, and the certificate says the same. */
  @ParameterizedTest
  @MethodSource("table")
  void of_sample_readAsTheTableSays(String line) throws IOException {
    List<String> cells = List.of(line.split("\t", -1));
    X509Certificate certificate =
        Stage.java(Files.readAllBytes(directory.resolve(cells.getFirst())));

    int cell = 2;
    for (Item item : Item.values()) {
      assertThat(HolderAttributes.items(certificate).getOrDefault(item, "-"))
          .as(item.en())
          .isEqualTo(cells.get(cell++));
    }
    if (cells.get(1).equals("yes")) {
      assertThat(HolderAttributes.of(certificate)).isPresent();
    } else {
      assertThatThrownBy(() -> HolderAttributes.of(certificate))
          .isInstanceOf(MalformedAttributesException.class)
          .hasMessageNotContaining("見本");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "319470500, 1947, 5, -1, SHOWA",
    "019260000, 1926, -1, -1,",
    "000000000, -1, -1, -1,",
    "118730101, 1873, 1, 1, MEIJI",
    "119120729, 1912, 7, 29, MEIJI",
    "219120730, 1912, 7, 30, TAISHO",
    "419890108, 1989, 1, 8, HEISEI",
    "520190501, 2019, 5, 1, REIWA",
  })
  void parse_date_isWhatIsKnown(String text, int year, int month, int day, Era era) {
    assertThat(BirthDate.parse(text))
        .isEqualTo(new BirthDate(Optional.ofNullable(era), known(year), known(month), known(day)));
  }

  private static OptionalInt known(int number) {
    return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3",
        "31989010",
        "3198901011",
        "619890101",
        "319890108",
        "419890107",
        "319891301",
        "319890230",
        "300000101",
        "319890001",
        "１19890101",
        "000000500"
      })
  void parse_noDate_refusedWithoutRepeatingIt(String text) {
    assertThatThrownBy(() -> BirthDate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("1989");
  }
}
