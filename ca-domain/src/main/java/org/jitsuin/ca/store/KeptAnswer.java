package org.jitsuin.ca.store;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.Pem;

/**
 * An answer as it is kept: without the certificates in it, which {@code ca.certificate_der} has
 * already. They are most of an answer to an issue; without them a third less goes to the database.
 *
 * <p>What is cut out is found in the finished text, as PEM within JSON, and not left out while the
 * text is written: an answer that is given again must be the same to the octet as the first one,
 * whatever wrote it, and what cannot be found simply stays in. The encoder of answers thus knows
 * nothing of how they are kept.
 *
 * @param rest the answer without what was cut out; all of it where nothing was
 * @param cuts in their order
 */
record KeptAnswer(Bytes rest, List<Cut> cuts) {
  /** The octets of a cut: offset, key generation and length of the serial number. */
  private static final int CUT_OCTETS = Integer.BYTES + 2;

  KeptAnswer {
    cuts = List.copyOf(cuts);
    int done = 0;
    for (Cut cut : cuts) {
      if (cut.offset() < done || cut.offset() > rest.length()) {
        throw new IllegalArgumentException("a cut outside of the answer");
      }
      done = cut.offset();
    }
  }

  /**
   * A place where a certificate was, as PEM in a JSON string.
   *
   * @param offset in what was left
   */
  record Cut(int offset, int issuerNumber, Serial serial) {}

  /**
   * @param certificates those that may be in it, in their order
   */
  static KeptAnswer of(Bytes answer, Collection<FiledCertificate> certificates) {
    // Octets as characters, one each.
    String whole = new String(answer.bytes(), StandardCharsets.ISO_8859_1);
    StringBuilder rest = new StringBuilder();
    List<Cut> cuts = new ArrayList<>();
    int done = 0;
    for (FiledCertificate filed : certificates) {
      String text = text(filed.der());
      int found = whole.indexOf(text, done);
      if (found >= 0) {
        rest.append(whole, done, found);
        cuts.add(
            new Cut(
                rest.length(), filed.certificate().issuerNumber(), filed.certificate().serial()));
        done = found + text.length();
      }
    }
    rest.append(whole, done, whole.length());
    return new KeptAnswer(Bytes.of(rest.toString().getBytes(StandardCharsets.ISO_8859_1)), cuts);
  }

  private static String text(Bytes der) {
    return Pem.certificate(der.bytes()).replace("\n", "\\n");
  }

  /**
   * Returns the whole answer, with what is kept of the certificates.
   *
   * @return empty where one of them was erased, so that the answer cannot be given again
   * @throws Fault INTEGRITY_VIOLATED if one is missing
   */
  Optional<Bytes> whole(Handle handle) {
    Map<Cut, Bytes> certificates = new HashMap<>();
    for (Cut cut : cuts) {
      certificates.put(
          cut,
          CertificateContentTable.find(handle, cut.issuerNumber(), cut.serial())
              .orElseThrow(() ->
                  new Fault(
                      FaultCode.INTEGRITY_VIOLATED,
                      "the certificate with serial number " + cut.serial() + " is missing")));
    }
    return certificates.values().stream().anyMatch(CertificateContentTable::isErased)
        ? Optional.empty()
        : Optional.of(whole(certificates::get));
  }

  /**
   * Returns the whole answer.
   *
   * @param certificates finds what was cut out
   */
  Bytes whole(Function<Cut, Bytes> certificates) {
    if (cuts.isEmpty()) {
      return rest;
    }
    byte[] octets = rest.bytes();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int done = 0;
    for (Cut cut : cuts) {
      whole.write(octets, done, cut.offset() - done);
      whole.writeBytes(text(certificates.apply(cut)).getBytes(StandardCharsets.US_ASCII));
      done = cut.offset();
    }
    whole.write(octets, done, octets.length - done);
    return Bytes.of(whole.toByteArray());
  }

  /**
   * Returns the encoded cuts, for each: offset (4 octets), key generation (1), length of the serial
   * number (1), the number.
   */
  byte[] encodedCuts() {
    List<byte[]> serials = cuts.stream().map(cut -> cut.serial().octets()).toList();
    ByteBuffer encoded =
        ByteBuffer.allocate(serials.stream().mapToInt(one -> CUT_OCTETS + one.length).sum());
    for (int i = 0; i < cuts.size(); i++) {
      byte[] serial = serials.get(i);
      encoded
          .putInt(cuts.get(i).offset())
          .put((byte) cuts.get(i).issuerNumber())
          .put((byte) serial.length)
          .put(serial);
    }
    return encoded.array();
  }

  /** Reads an answer back, of which nothing was cut out where there are no cuts. */
  static KeptAnswer read(Bytes rest, Optional<byte[]> encodedCuts) {
    return encodedCuts.isEmpty() ? new KeptAnswer(rest, List.of()) : read(rest, encodedCuts.get());
  }

  /**
   * Reads an answer back.
   *
   * @throws Fault INTEGRITY_VIOLATED if these are no cuts of it
   */
  static KeptAnswer read(Bytes rest, byte[] encodedCuts) {
    ByteBuffer encoded = ByteBuffer.wrap(encodedCuts);
    List<Cut> cuts = new ArrayList<>();
    try {
      while (encoded.hasRemaining()) {
        int offset = encoded.getInt();
        int issuer = Byte.toUnsignedInt(encoded.get());
        byte[] serial = new byte[Byte.toUnsignedInt(encoded.get())];
        encoded.get(serial);
        cuts.add(new Cut(offset, issuer, Serial.of(serial)));
      }
      return new KeptAnswer(rest, cuts);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "an answer cannot be read", e);
    }
  }
}
