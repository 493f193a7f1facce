package org.jitsuin.installation.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CustodyPropertyTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Property(tries = 100)
  void combine_asManyAsNeeded_givesTheSecretAndFewerDoNot(
      @ForAll @IntRange(min = 2, max = 20) int needed,
      @ForAll @IntRange(max = 18) int more,
      @ForAll long order) {
    int people = Math.min(needed + more, SecretShare.MOST_PEOPLE);
    CustodySecret secret = CustodySecret.draw(RANDOM);
    List<SecretShare> shares = new ArrayList<>(secret.split(needed, people, RANDOM));
    Collections.shuffle(shares, new Random(order));

    assertThat(CustodySecret.combine(shares.subList(0, needed)).octets())
        .isEqualTo(secret.octets());
    assertThat(CustodySecret.combine(shares.subList(0, needed - 1)).octets())
        .isNotEqualTo(secret.octets());
  }

  @Property(tries = 200)
  void parse_anyOfTheTexts_isTheShare(@ForAll @IntRange(max = 4) int place) {
    SecretShare share = CustodySecret.draw(RANDOM).split(3, 5, RANDOM).get(place);

    assertThat(SecretShare.parse(share.text())).contains(share);
  }

  @Property(tries = 500)
  void parse_anyText_neverFails(@ForAll String text) {
    assertThat(SecretShare.parse(text)).isEmpty();
  }

  @Property(tries = 300)
  void base32_anyOctets_comeBack(@ForAll @Size(max = 50) byte[] octets) {
    assertThat(Base32.decode(Base32.encode(octets)))
        .hasValueSatisfying(read -> assertThat(read).isEqualTo(octets));
  }
}
