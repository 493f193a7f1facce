package org.jitsuin.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.ExternalSigningSupport;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;

/** Documents as PDF, rightly signed and wrongly. */
final class SamplePdf {
  private static final String RANGE = "/ByteRange [";
  private static final ZoneOffset JAPAN = ZoneOffset.ofHours(9);
  private static final int ROOM = 16_384;

  private SamplePdf() {}

  /** Returns a document of one page. */
  static byte[] document(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A5);
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
        content.newLineAtOffset(40, 500);
        content.showText(text);
        content.endText();
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Signs a document, behind all that stands in it.
   *
   * @param at the time that the signer claims
   */
  static byte[] signed(byte[] pdf, SampleSigner signer, Instant at) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = Loader.loadPDF(pdf);
        SignatureOptions options = new SignatureOptions()) {
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(COSName.getPDFName("ETSI.CAdES.detached"));
      signature.setSignDate(GregorianCalendar.from(ZonedDateTime.ofInstant(at, JAPAN)));
      options.setPreferredSignatureSize(ROOM);
      document.addSignature(signature, options);
      ExternalSigningSupport signing = document.saveIncrementalForExternalSigning(out);
      signing.setSignature(SampleSigner.apart(signing.getContent().readAllBytes(), signer));
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Signs anew what another range covers: it begins later, or has a wider gap than the signature
   * needs, in which its own range stands unsigned.
   *
   * @param late how many octets at the beginning are left out
   * @param widened whether the gap reaches to the end of the range's own text
   */
  static byte[] ranged(byte[] signed, SampleSigner signer, int late, boolean widened) {
    String text = new String(signed, StandardCharsets.ISO_8859_1);
    int at = text.lastIndexOf(RANGE);
    int end = text.indexOf(']', at);
    int[] range =
        Arrays.stream(text.substring(at + RANGE.length(), end).strip().split(" +", -1))
            .mapToInt(Integer::parseInt)
            .toArray();
    int gap = range[1];
    int behind = range[2];
    int from = widened ? end + 1 : behind;
    int length = signed.length - from;
    byte[] other = signed.clone();
    String written = String.format(Locale.ROOT, "%d %d %d %d", late, gap - late, from, length);
    put(other, at + RANGE.length(), padded(written, end - at - RANGE.length(), ' '));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(other, late, gap - late);
    content.write(other, from, length);
    String cms = HexFormat.of().formatHex(SampleSigner.apart(content.toByteArray(), signer));
    put(other, gap + 1, padded(cms, behind - gap - 2, '0'));
    return other;
  }

  private static String padded(String text, int length, char with) {
    if (text.length() > length) {
      throw new IllegalStateException("no room");
    }
    return text + String.valueOf(with).repeat(length - text.length());
  }

  private static void put(byte[] into, int at, String text) {
    byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(octets, 0, into, at, octets.length);
  }

  /** Adds a comment behind all, which is no part of what was signed. */
  static byte[] added(byte[] signed) {
    byte[] more = "%added afterwards\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1);
    byte[] other = Arrays.copyOf(signed, signed.length + more.length);
    System.arraycopy(more, 0, other, signed.length, more.length);
    return other;
  }

  /** Changes a character of the header's comment, which is signed and which nobody sees. */
  static byte[] changed(byte[] signed) {
    byte[] other = signed.clone();
    int comment = new String(signed, StandardCharsets.ISO_8859_1).indexOf('%', 5);
    other[comment + 1] ^= 1;
    return other;
  }
}
