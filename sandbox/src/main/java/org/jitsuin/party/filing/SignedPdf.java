package org.jitsuin.party.filing;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.jitsuin.sandbox.card.SignedContent;
import org.jitsuin.sandbox.http.Refused;

/** PDF with one signature over all of it (PAdES B-B, ETSI EN 319 142-1). */
final class SignedPdf implements DocumentCheck {
  @Override
  public X509Certificate signer(byte[] document) {
    try (PDDocument pdf = Loader.loadPDF(document)) {
      List<PDSignature> signatures = pdf.getSignatureDictionaries();
      if (signatures.size() != 1) {
        throw DocumentCheck.unsigned();
      }
      PDSignature signature = signatures.getFirst();
      byte[] cms = contents(document, signature.getByteRange());
      return SignedContent.signer(withoutPadding(cms), signature.getSignedContent(document));
    } catch (Refused e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // What others made: PDFBox says with many exceptions that it is malformed.
      throw DocumentCheck.unsigned();
    }
  }

  /**
   * The signature stands in the one gap of the range, which is its hexadecimal digits and nothing
   * else; the range begins and ends with the file.
   */
  private static byte[] contents(byte[] document, int[] range) {
    if (range == null
        || range.length != 4
        || range[0] != 0
        || range[1] < 1
        || range[2] <= range[1] + 1
        || (range[2] - range[1]) % 2 != 0
        || range[2] > document.length
        || range[2] + range[3] != document.length
        || document[range[1]] != '<'
        || document[range[2] - 1] != '>') {
      throw DocumentCheck.changed();
    }
    byte[] octets = new byte[(range[2] - range[1] - 2) / 2];
    for (int i = 0; i < octets.length; i++) {
      int high = Character.digit(document[range[1] + 1 + 2 * i], 16);
      int low = Character.digit(document[range[1] + 2 + 2 * i], 16);
      if (high < 0 || low < 0) {
        throw DocumentCheck.changed();
      }
      octets[i] = (byte) (high * 16 + low);
    }
    return octets;
  }

  /** Room that was kept for it and not needed. */
  private static byte[] withoutPadding(byte[] cms) {
    if (cms.length < 4 || cms[0] != 0x30 || (cms[1] & 0xff) != 0x82) {
      throw wrong();
    }
    int length = 4 + ((cms[2] & 0xff) << 8) + (cms[3] & 0xff);
    if (length > cms.length) {
      throw wrong();
    }
    for (int i = length; i < cms.length; i++) {
      if (cms[i] != 0) {
        throw wrong();
      }
    }
    return Arrays.copyOf(cms, length);
  }

  private static Refused wrong() {
    return DocumentCheck.changed();
  }
}
