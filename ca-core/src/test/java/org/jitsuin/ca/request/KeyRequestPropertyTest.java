package org.jitsuin.ca.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.testing.CardKey;

/** Whatever comes, the answer is a refusal or the very key, and never an exception. */
class KeyRequestPropertyTest {
  private static final Set<SignatureScheme> ALLOWED = Set.of(SignatureScheme.values());
  private static final byte[] EC_REQUEST = CardKey.p384().der();
  private static final byte[] RSA_REQUEST = CardKey.rsa2048().der();

  private static Outcome<KeyRequest> read(byte[] der) {
    return KeyRequest.read(Base64.getEncoder().encodeToString(der), "signature", ALLOWED);
  }

  @Property(tries = 1_000)
  void read_oneOctetChanged_isNeverAnotherKey(
      @ForAll boolean rsa, @ForAll @IntRange(max = 10_000) int position, @ForAll byte octet) {
    byte[] der = (rsa ? RSA_REQUEST : EC_REQUEST).clone();
    int index = position % der.length;
    Outcome<KeyRequest> whole = read(der);
    der[index] = octet;
    // What is outside of the signed part, such as the parameters of the algorithm, may vary.
    if (read(der) instanceof Outcome.Done<KeyRequest>(KeyRequest key)) {
      assertThat(whole.map(KeyRequest::hash)).isEqualTo(Outcome.done(key.hash()));
    }
  }

  @Property(tries = 500)
  void read_cutShort_isRefused(@ForAll boolean rsa, @ForAll @IntRange(max = 10_000) int length) {
    byte[] whole = rsa ? RSA_REQUEST : EC_REQUEST;
    byte[] der = Arrays.copyOf(whole, length % whole.length);
    assertThat(read(der)).isInstanceOf(Outcome.Refused.class);
  }

  @Property(tries = 1_000)
  void read_anyOctets_isRefused(@ForAll @Size(max = 200) byte[] octets) {
    assertThat(read(octets)).isInstanceOf(Outcome.Refused.class);
  }

  @Property(tries = 500)
  void read_anyText_isRefused(@ForAll String text) {
    assertThat(KeyRequest.read(text, "signature", ALLOWED)).isInstanceOf(Outcome.Refused.class);
  }
}
