package org.jitsuin.installation.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.installation.custody.CustodySeal.Opening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustodyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CustodySecret SECRET = CustodySecret.draw(RANDOM);
  private static final List<SecretShare> SHARES = SECRET.split(2, 3, RANDOM);
  private static final CustodySeal SEAL = CustodySeal.of(SECRET, SHARES, RANDOM);

  /** The test case of draft-mcgrew-tss-03 §9: two shares of "test" and a zero. */
  @Test
  void interpolate_publishedTestCase_givesItsSecret() {
    byte[] secret = CustodySecret.interpolate(Map.of(1, hex("b9fa07e185"), 2, hex("f5409b4511")));

    assertThat(secret).isEqualTo(hex("7465737400"));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  /** RFC 4648 §10, in small letters and without padding. */
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "f, my",
    "fo, mzxq",
    "foo, mzxw6",
    "foob, mzxw6yq",
    "fooba, mzxw6ytb",
    "foobar, mzxw6ytboi"
  })
  void base32_publishedTestCases_agree(String octets, String text) {
    byte[] bytes = octets.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base32.encode(bytes)).isEqualTo(text);
    assertThat(Base32.decode(text)).hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
  }

  @Test
  void open_anyTwoOfThree_giveTheSecret() {
    for (int without = 0; without < SHARES.size(); without++) {
      SecretShare missing = SHARES.get(without);
      List<SecretShare> two = SHARES.stream().filter(share -> !share.equals(missing)).toList();
      assertThat(SEAL.open(two))
          .isInstanceOfSatisfying(
              Opening.Open.class,
              open -> {
                assertThat(open.secret().octets()).isEqualTo(SECRET.octets());
                assertThat(open.numbers())
                    .isEqualTo(two.stream().map(SecretShare::number).toList());
              });
    }
  }

  @Test
  void open_moreThanNeeded_givesTheSecret() {
    assertThat(SEAL.open(SHARES)).isInstanceOf(Opening.Open.class);
  }

  @Test
  void open_oneShareTwice_isTooFew() {
    SecretShare one = SHARES.getFirst();

    assertThat(SEAL.open(List.of(one, one))).isEqualTo(new Opening.TooFew(1, 2));
    assertThat(SEAL.open(List.of())).isEqualTo(new Opening.TooFew(0, 2));
  }

  @Test
  void open_shareOfAnotherSplit_isForeign() {
    SecretShare other = SECRET.split(2, 3, RANDOM).getLast();

    assertThat(SEAL.open(List.of(SHARES.getFirst(), other)))
        .isEqualTo(new Opening.Foreign(3, other.set()));
  }

  @Test
  void open_forgedShares_areNamed() {
    SecretShare one = SHARES.getFirst();
    SecretShare forged =
        new SecretShare(one.set(), 2, 2, Bytes.of(CustodySecret.draw(RANDOM).octets()));

    assertThat(SEAL.open(List.of(one, forged))).isEqualTo(new Opening.Wrong(List.of(1, 2)));
    assertThat(SEAL.open(List.of(one, SHARES.get(1), forged)))
        .isEqualTo(new Opening.Contradicting(2));
  }

  @Test
  void parse_asPeopleType_isTheShare() {
    SecretShare share = SHARES.get(1);
    String text = share.text();

    assertThat(text).matches("jitsuin-share-1 ([a-z2-7]{4}-){16}[a-z2-7]{4}");
    for (String typed :
        List.of(
            text,
            text.toUpperCase(Locale.ROOT),
            "  " + text.replace("-", " - ").replace("jitsuin - share - 1", "jitsuin-share-1"),
            text.substring("jitsuin-share-1 ".length()),
            text + "\n")) {
      assertThat(SecretShare.parse(typed)).contains(share);
    }
    assertThat(share.toString()).doesNotContain(text.substring(20));
  }

  @Test
  void parse_anyOneLetterChanged_isDamaged() {
    String text = SHARES.getFirst().text().substring("jitsuin-share-1 ".length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '-') {
        char other = text.charAt(i) == 'a' ? 'b' : 'a';
        assertThat(SecretShare.parse(text.substring(0, i) + other + text.substring(i + 1)))
            .as("letter %d", i)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jitsuin-share-1", "jitsuin-share-2 abcd", "1234", "ぱすわーど", "!"})
  void parse_whatIsNoShare_isDamaged(String text) {
    assertThat(SecretShare.parse(text)).isEmpty();
    assertThat(SecretShare.parse(text.repeat(SecretShare.LONGEST_TEXT + 1))).isEmpty();
  }

  @Test
  void derive_eachPurpose_hasItsOwnPinAlwaysTheSame() {
    assertThat(SECRET.derive("ca-pin")).isEqualTo(SECRET.derive("ca-pin")).hasSize(32);
    assertThat(SECRET.derive("ca-pin")).isNotEqualTo(SECRET.derive("ocsp-pin"));
    assertThat(CustodySecret.draw(RANDOM).derive("ca-pin")).isNotEqualTo(SECRET.derive("ca-pin"));
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "4, 3", "2, 21", "0, 0"})
  void split_amongOddNumbers_isRefused(int needed, int people) {
    assertThatIllegalArgumentException().isThrownBy(() -> SECRET.split(needed, people, RANDOM));
  }

  @Test
  void close_afterUse_leavesNothing() {
    CustodySecret secret = CustodySecret.draw(RANDOM);
    secret.close();

    assertThat(secret.octets()).containsOnly(0);
  }
}
