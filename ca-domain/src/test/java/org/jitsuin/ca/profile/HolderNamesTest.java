package org.jitsuin.ca.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.OtherName;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolderNamesTest {
  /** domain.md section 1.2: the era digit, then the Gregorian date. */
  @ParameterizedTest
  @CsvSource({
    "1873-01-01, 118730101",
    "1912-07-29, 119120729", // the last day of Meiji
    "1912-07-30, 219120730", // the first of Taisho
    "1926-12-24, 219261224",
    "1926-12-25, 319261225", // the first of Showa
    "1980-02-17, 319800217",
    "1989-01-07, 319890107",
    "1989-01-08, 419890108", // the first of Heisei
    "2019-04-30, 420190430",
    "2019-05-01, 520190501", // the first of Reiwa
    "2024-02-29, 520240229",
    // Zeros for what is unknown, and the era where what is known settles it.
    "1947-05-00, 319470500",
    "1947-00-00, 319470000",
    "1926-12-00, 019261200",
    "1926-00-00, 019260000",
    "0000-00-00, 000000000"
  })
  void birthDate_ofEachEra_isItsDigitAndTheGregorianDate(String date, String expected) {
    assertThat(HolderNames.birthDate(BirthDate.parse(date))).isEqualTo(expected);
  }

  @Test
  void of_holder_areUtf8OtherNamesInTheOrderOfRealCards() {
    Holder holder =
        new Holder(
            "r-1",
            "13221",
            new RegisterText("〓　花子", "1000"),
            new RegisterText("東京都清瀬市〓", "0000001"),
            Sex.UNKNOWN,
            LocalDate.of(1980, 2, 17));
    List<OtherName> names =
        Arrays.stream(HolderNames.of(holder).getNames())
            .peek(name -> assertThat(name.getTagNo()).isEqualTo(GeneralName.otherName))
            .map(name -> OtherName.getInstance(name.getName()))
            .toList();
    assertThat(names)
        .extracting(name -> name.getTypeID().getId())
        .containsExactly(
            "1.2.392.200149.8.5.5.1",
            "1.2.392.200149.8.5.5.4",
            "1.2.392.200149.8.5.5.3",
            "1.2.392.200149.8.5.5.5",
            "1.2.392.200149.8.5.5.2",
            "1.2.392.200149.8.5.5.6");
    assertThat(names)
        .extracting(name -> ASN1UTF8String.getInstance(name.getValue()).getString())
        .containsExactly("〓　花子", "319800217", "3", "東京都清瀬市〓", "1000", "0000001");
  }
}
