package org.jitsuin.installation.custody;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jitsuin.base.model.Bytes;

/**
 * The public data about a split secret, kept while the secret is not there: a salted, slow digest
 * (PBKDF2 with HMAC-SHA-256). With it, shares are tried on each other and never on a token, which
 * counts wrong PINs.
 *
 * @param set of the shares
 * @param needed how many of them
 */
public record CustodySeal(String set, int needed, int iterations, Bytes salt, Bytes digest) {
  /**
   * The number of iterations; more would only delay those who hold the shares: the secret has 256
   * random bits.
   */
  private static final int ITERATIONS = 600_000;

  private static final int MOST_ITERATIONS = 10_000_000;
  private static final int SALT = 16;
  private static final int DIGEST_BITS = 256;

  public CustodySeal {
    if (needed < 2 || iterations < 1 || iterations > MOST_ITERATIONS) {
      throw new IllegalArgumentException("no seal of a secret");
    }
  }

  /** Returns the seal of a secret and of the shares that it was split into. */
  public static CustodySeal of(
      CustodySecret secret, List<SecretShare> shares, SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    SecretShare one = shares.getFirst();
    return new CustodySeal(
        one.set(),
        one.needed(),
        ITERATIONS,
        Bytes.of(salt),
        Bytes.of(digest(secret, salt, ITERATIONS)));
  }

  /** The result of combining shares. */
  public sealed interface Opening {
    /** The shares gave the secret. */
    record Open(CustodySecret secret, List<Integer> numbers) implements Opening {
      public Open {
        numbers = List.copyOf(numbers);
      }
    }

    /** There are fewer shares than needed, with repeated ones counted once. */
    record TooFew(int there, int needed) implements Opening {}

    /** A share belongs to another secret, or to an earlier split of this one. */
    record Foreign(int number, String set) implements Opening {}

    /** Two shares contradict each other under the same number: one of them was forged. */
    record Contradicting(int number) implements Opening {}

    /** All shares look right but do not give the secret: one of them was forged. */
    record Wrong(List<Integer> numbers) implements Opening {
      public Wrong {
        numbers = List.copyOf(numbers);
      }
    }
  }

  /** Puts shares together and looks whether they give the secret. */
  public Opening open(Collection<SecretShare> shares) {
    for (SecretShare share : shares) {
      if (!share.set().equals(set) || share.needed() != needed) {
        return new Opening.Foreign(share.number(), share.set());
      }
    }
    List<SecretShare> distinct = shares.stream().distinct().toList();
    TreeSet<Integer> numbers =
        distinct.stream().map(SecretShare::number).collect(Collectors.toCollection(TreeSet::new));
    for (int number : numbers) {
      if (distinct.stream().filter(share -> share.number() == number).count() > 1) {
        return new Opening.Contradicting(number);
      }
    }
    if (distinct.size() < needed) {
      return new Opening.TooFew(distinct.size(), needed);
    }
    CustodySecret secret = CustodySecret.combine(distinct);
    return MessageDigest.isEqual(digest(secret, salt.bytes(), iterations), digest.bytes())
        ? new Opening.Open(secret, List.copyOf(numbers))
        : new Opening.Wrong(List.copyOf(numbers));
  }

  private static byte[] digest(CustodySecret secret, byte[] salt, int iterations) {
    byte[] octets = secret.octets();
    char[] characters = Base64.getEncoder().encodeToString(octets).toCharArray();
    PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, DIGEST_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PBKDF2WithHmacSHA256", e);
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
      Arrays.fill(octets, (byte) 0);
    }
  }
}
