package org.jitsuin.audit.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommitmentTest {
  private static final Map<String, String> DATA = Map.of("name", "番号　花子", "sex", "female");

  private final SecureRandom random = new SecureRandom();

  @Test
  void hash_saltThenCanonicalData_isTheirSha256() throws NoSuchAlgorithmException {
    Commitment commitment = Commitment.to(DATA, random);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(commitment.salt());
    digest.update("{\"name\":\"番号　花子\",\"sex\":\"female\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(commitment.hash()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void to_sameDataTwice_hashesDiffer() {
    Commitment one = Commitment.to(DATA, random);
    Commitment other = Commitment.to(DATA, random);
    assertThat(one.salt()).hasSize(32).isNotEqualTo(other.salt());
    assertThat(one.hash()).isNotEqualTo(other.hash());
    assertThat(one.data()).isEqualTo(other.data());
  }

  @Test
  void of_whatWasKept_isTheSameCommitment() {
    Commitment commitment = Commitment.to(DATA, random);
    Commitment read = Commitment.of(commitment.salt(), commitment.data());
    assertThat(read).isEqualTo(commitment).hasSameHashCodeAs(commitment);
    assertThat(read.hash()).isEqualTo(commitment.hash());
  }

  @Test
  void hash_otherDataOrSalt_differs() {
    Commitment commitment = Commitment.to(DATA, random);
    byte[] data = commitment.data();
    data[data.length - 3] ^= 1;
    byte[] salt = commitment.salt();
    salt[0] ^= 1;
    assertThat(Commitment.of(commitment.salt(), data).hash()).isNotEqualTo(commitment.hash());
    assertThat(Commitment.of(salt, commitment.data()).hash()).isNotEqualTo(commitment.hash());
  }

  @Test
  void accessors_changedByTheCaller_leaveTheCommitment() {
    Commitment commitment = Commitment.to(DATA, random);
    String hash = commitment.hash();
    commitment.salt()[0] ^= 1;
    commitment.data()[0] ^= 1;
    assertThat(commitment.hash()).isEqualTo(hash);
  }

  @Test
  void toString_personalData_isNotShown() {
    Commitment commitment = Commitment.to(DATA, random);
    assertThat(commitment.toString())
        .isEqualTo("Commitment[" + commitment.hash() + "]")
        .doesNotContain("花子", HexFormat.of().formatHex(commitment.salt()));
  }

  @Test
  void canonical_equalDataInAnotherOrder_isTheSame() {
    assertThat(Commitment.canonical(Map.of("sex", "female", "name", "番号　花子")))
        .isEqualTo(Commitment.canonical(DATA));
  }
}
