package org.jitsuin.crl.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.SignatureVerifier;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.model.CrlIssuer;

/**
 * Reads a finished CRL back and refuses it unless it says what it must, as a relying party would
 * see it: the signature is verified with the CA certificate, not with the token, and the memory
 * does not grow with the CRL.
 */
public final class CrlCheck {
  private static final int CHUNK = 1 << 16;

  private final CrlContent intended;
  private final CrlIssuer issuer;
  private final FileChannel file;

  private CrlCheck(CrlContent intended, FileChannel file) {
    this.intended = intended;
    this.issuer = intended.partition().issuer();
    this.file = file;
  }

  /**
   * @param path the finished file
   * @param intended what it must say
   * @param entries how many entries it must have
   * @throws Fault INTEGRITY_VIOLATED if it is anything else
   */
  public static CheckedCrl check(Path path, CrlContent intended, long entries) throws IOException {
    try (FileChannel file = FileChannel.open(path)) {
      return new CrlCheck(intended, file).check(entries);
    } catch (GeneralSecurityException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "the signature of the CRL is malformed", e);
    }
  }

  private CheckedCrl check(long entries) throws IOException, GeneralSecurityException {
    CrlLayout layout = CrlLayout.read(file);
    checkFields(layout);
    CrlExtensionsCheck.check(layout.extensions(), intended);
    long counted = EntryWalk.count(file, layout.entries(), intended.base().isPresent());
    require(counted == entries, "it lists " + counted + " certificates instead of " + entries);
    return new CheckedCrl(counted, file.size(), checkSignature(file, layout, issuer));
  }

  private void checkFields(CrlLayout layout) {
    Bytes algorithm = Bytes.of(DerWriter.encode(issuer.scheme().algorithmIdentifier()));
    require(layout.algorithm().equals(algorithm), "its algorithm is another");
    require(layout.issuer().equals(Bytes.of(issuer.name())), "its issuer is another");
    require(layout.thisUpdate().equals(intended.thisUpdate()), "its thisUpdate is another");
    require(layout.nextUpdate().equals(intended.nextUpdate()), "its nextUpdate is another");
  }

  /** Returns the hash of the file. */
  static Fingerprint checkSignature(FileChannel file, CrlLayout layout, CrlIssuer issuer)
      throws IOException, GeneralSecurityException {
    byte[] value = signatureValue(layout);
    SignatureVerifier signature =
        SignatureVerifier.begin(issuer.scheme(), issuer.certificate().getPublicKey());
    MessageDigest sha256 = Fingerprint.sha256();
    readThrough(file, layout.signed(), signature, sha256);
    require(signature.verifies(value), "its signature does not verify");
    return Fingerprint.ofDigest(sha256.digest());
  }

  private static byte[] signatureValue(CrlLayout layout) {
    try {
      DerReader tail = new DerReader(layout.tail().bytes());
      Bytes algorithm = Bytes.of(tail.whole(DerTag.SEQUENCE));
      require(layout.algorithm().equals(algorithm), "it names two algorithms");
      DerReader bits = tail.enter(DerTag.BIT_STRING);
      tail.finish();
      require(bits.unsignedOctet() == 0 && bits.hasMore(), "its signature is none");
      return bits.rest();
    } catch (DerException e) {
      throw CrlLayout.malformed(e.getMessage());
    }
  }

  /** Reads the file once: all of it into the digest, the to-be-signed part into the signature. */
  private static void readThrough(
      FileChannel file, CrlLayout.Span signed, SignatureVerifier signature, MessageDigest digest)
      throws IOException, GeneralSecurityException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, file.size()));
    long start = 0;
    while (file.read(chunk.clear(), start) > 0) {
      digest.update(chunk.flip());
      int from = Math.clamp(signed.start() - start, 0, chunk.limit());
      int to = Math.clamp(signed.end() - start, 0, chunk.limit());
      signature.update(chunk.array(), from, to - from);
      start += chunk.limit();
    }
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "the CRL is not what was intended: " + problem);
    }
  }
}
