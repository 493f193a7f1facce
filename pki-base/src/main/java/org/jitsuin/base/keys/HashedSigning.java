package org.jitsuin.base.keys;

import java.util.concurrent.CompletableFuture;

/** A {@link Signing} that keeps a hash, and hands it to a key at the end. */
final class HashedSigning implements Signing {
  private final MessageHash hash;
  private final HashSigner signer;

  HashedSigning(MessageHash hash, HashSigner signer) {
    this.hash = hash;
    this.signer = signer;
  }

  /** What signs the end of a {@link MessageHash}. */
  interface HashSigner {
    byte[] signHash(byte[] hash);

    default CompletableFuture<byte[]> signHashLater(byte[] hash) {
      return CompletableFuture.completedFuture(signHash(hash));
    }
  }

  @Override
  public void update(byte[] octets, int offset, int length) {
    hash.update(octets, offset, length);
  }

  @Override
  public byte[] sign() {
    return signer.signHash(hash.end());
  }

  @Override
  public CompletableFuture<byte[]> signLater() {
    return signer.signHashLater(hash.end());
  }
}
