package org.jitsuin.audit.tlog;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;

/** A hash in the tree (RFC 9162 section 2.1.1, SHA-256); its text is base64. */
public final class TreeHash {
  /** The size of a hash. */
  public static final int OCTETS = 32;

  /** The root of the tree without entries: the hash of nothing. */
  public static final TreeHash EMPTY = new TreeHash(Fingerprint.sha256().digest());

  private static final byte LEAF = 0;
  private static final byte NODE = 1;
  private static final int TEXT_LENGTH = 44;

  private final byte[] octets;

  private TreeHash(byte[] octets) {
    this.octets = octets;
  }

  /** The hash of an entry. */
  public static TreeHash leaf(byte[] entry) {
    MessageDigest digest = Fingerprint.sha256();
    digest.update(LEAF);
    return new TreeHash(digest.digest(entry));
  }

  /** The hash above two others. */
  public static TreeHash node(TreeHash left, TreeHash right) {
    MessageDigest digest = Fingerprint.sha256();
    digest.update(NODE);
    digest.update(left.octets);
    return new TreeHash(digest.digest(right.octets));
  }

  /** Returns one hash out of a sequence of hashes. */
  public static TreeHash at(byte[] hashes, int index) {
    return new TreeHash(Arrays.copyOfRange(hashes, index * OCTETS, (index + 1) * OCTETS));
  }

  /** A hash computed elsewhere. */
  public static TreeHash of(byte[] octets) {
    if (octets.length != OCTETS) {
      throw new IllegalArgumentException("a hash has 32 octets");
    }
    return new TreeHash(octets.clone());
  }

  /** Reads base64 in the one form that it has; empty where it is something else. */
  public static Optional<TreeHash> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      TreeHash hash = of(Base64.getDecoder().decode(text));
      return hash.toString().equals(text) ? Optional.of(hash) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  public byte[] octets() {
    return octets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(octets, hash.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return Base64.getEncoder().encodeToString(octets);
  }
}
