package org.jitsuin.sandbox.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who somebody is to a party: the same after a move, a renewal, a new card; another one to each
 * party, so that no two of them can compare (pairwise, OpenID Connect Core §8.1).
 */
public final class Subjects {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec secret;

  /** Takes the provider's secret: with another one everybody is somebody else. */
  public Subjects(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Returns who the person of that root is to a party. */
  public String of(String client, String root) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      // A party's id has no line break: no other pair makes the same text.
      byte[] hash = mac.doFinal((client + "\n" + root).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
