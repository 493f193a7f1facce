package org.jitsuin.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Fingerprint;

/**
 * A public key that signatures of notes are checked with, known from elsewhere; its text is a C2SP
 * verifier key, {@code NAME+ID+BASE64}.
 *
 * @param name whose it is
 * @param id the short name of the key, as it stands in signatures
 * @param kind how it signs
 * @param key the key itself
 */
public record NoteKey(String name, int id, Kind kind, PublicKey key) {
  private static final Pattern TEXT =
      Pattern.compile("([^+\\s]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");
  private static final Pattern NAME = Pattern.compile("[^+\\p{Cntrl}\\s\\p{Z}]{1,255}");
  private static final int LONGEST = 4096;

  /** X.509 around the 32 octets of an Ed25519 key (RFC 8410 section 4). */
  private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int TIME_OCTETS = 8;

  /** The kind of a key's signatures. */
  public enum Kind {
    /** A log's own: ECDSA over SHA-256 of the text; the key in X.509 encoding. */
    ECDSA(0x02),
    /** The key of a witness: Ed25519 over time and text (C2SP tlog-cosignature). */
    COSIGNATURE(0x04);

    private final byte type;

    Kind(int type) {
      this.type = (byte) type;
    }
  }

  /** Returns whether that may be the name of a key. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The key of a log.
   *
   * @param key on a NIST curve
   */
  public static NoteKey ofLog(String name, PublicKey key) {
    return new NoteKey(name, first(Fingerprint.sha256().digest(key.getEncoded())), Kind.ECDSA, key);
  }

  /**
   * The key of a witness.
   *
   * @param key Ed25519
   */
  public static NoteKey ofWitness(String name, PublicKey key) {
    byte[] head = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] raw = raw(key);
    byte[] hashed =
        ByteBuffer.allocate(head.length + 1 + raw.length)
            .put(head)
            .put(Kind.COSIGNATURE.type)
            .put(raw)
            .array();
    return new NoteKey(name, first(Fingerprint.sha256().digest(hashed)), Kind.COSIGNATURE, key);
  }

  /** Reads a verifier key; empty where it is none, or of a kind that is not understood. */
  public static Optional<NoteKey> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (text.length() > LONGEST || !parts.matches() || !isName(parts.group(1))) {
      return Optional.empty();
    }
    try {
      byte[] material = Base64.getDecoder().decode(parts.group(3));
      if (material.length < 2) {
        return Optional.empty();
      }
      NoteKey key = of(parts.group(1), material);
      return key.toString().equals(text) ? Optional.of(key) : Optional.empty();
    } catch (IllegalArgumentException | GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private static NoteKey of(String name, byte[] material) throws GeneralSecurityException {
    byte[] key = Arrays.copyOfRange(material, 1, material.length);
    if (material[0] == Kind.ECDSA.type) {
      return ofLog(name, KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(key)));
    }
    if (material[0] != Kind.COSIGNATURE.type) {
      throw new NoSuchAlgorithmException("unknown signature type");
    }
    byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + key.length);
    System.arraycopy(key, 0, encoded, ED25519_PREFIX.length, key.length);
    return ofWitness(
        name, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
  }

  /** The verdict of this key on a note's signatures. */
  public enum Verdict {
    VALID,
    /** No signature is by this key. */
    ABSENT,
    /** A signature claims to be by this key, but is not. */
    FORGED
  }

  /** Looks for this key's signature and checks it. */
  public Verdict check(SignedNote note) {
    Verdict verdict = Verdict.ABSENT;
    for (SignedNote.Signature signature : note.signatures()) {
      if (signature.name().equals(name) && signature.id() == id) {
        if (!isValid(note.text(), signature.value())) {
          return Verdict.FORGED;
        }
        verdict = Verdict.VALID;
      }
    }
    return verdict;
  }

  private boolean isValid(String text, byte[] value) {
    try {
      return switch (kind) {
        case ECDSA -> verify("SHA256withECDSA", text.getBytes(StandardCharsets.UTF_8), value);
        case COSIGNATURE -> {
          if (value.length <= TIME_OCTETS) {
            yield false;
          }
          long time = ByteBuffer.wrap(value).getLong();
          byte[] rest = Arrays.copyOfRange(value, TIME_OCTETS, value.length);
          yield time >= 0 && verify("Ed25519", Cosigner.message(text, time), rest);
        }
      };
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private boolean verify(String algorithm, byte[] message, byte[] value)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(value);
  }

  /** A signature line by this key. */
  public SignedNote.Signature signature(byte[] value) {
    return new SignedNote.Signature(name, id, value);
  }

  @Override
  public String toString() {
    byte[] material = kind == Kind.ECDSA ? key.getEncoded() : raw(key);
    byte[] typed = ByteBuffer.allocate(1 + material.length).put(kind.type).put(material).array();
    return String.format(
        Locale.ROOT, "%s+%08x+%s", name, id, Base64.getEncoder().encodeToString(typed));
  }

  private static byte[] raw(PublicKey ed25519) {
    byte[] encoded = ed25519.getEncoded();
    return Arrays.copyOfRange(encoded, ED25519_PREFIX.length, encoded.length);
  }

  private static int first(byte[] digest) {
    return ByteBuffer.wrap(digest).getInt();
  }
}
