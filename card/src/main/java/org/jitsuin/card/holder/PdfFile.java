package org.jitsuin.card.holder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureInterface;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.SignatureOptions;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.jitsuin.base.time.JapanTime;

/**
 * Signatures in PDF as the baseline profiles of PAdES have them (ETSI EN 319 142-1): B-B, and B-T
 * with a time stamp.
 */
public final class PdfFile {
  private static final COSName CADES = COSName.getPDFName("ETSI.CAdES.detached");

  /** A signature with two certificates has some 4 KB, a time stamp up to 8 more. */
  private static final int ROOM = 24_576;

  private PdfFile() {}

  /**
   * Who stamps the time, and how he is reached.
   *
   * @param authority its address
   */
  public record Stamping(URI authority, Post post) {}

  /**
   * Signs a document, behind all that stands in it.
   *
   * @param at the time that the signer claims
   * @throws HolderFailure if it is no PDF, or an encrypted one
   */
  public static byte[] sign(byte[] pdf, SigningCard card, Instant at, Optional<Stamping> stamping) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(pdf.length + 2 * ROOM);
    try (PDDocument document = Loader.loadPDF(pdf);
        SignatureOptions options = new SignatureOptions()) {
      if (document.isEncrypted()) {
        throw new HolderFailure("暗号化されたPDFには署名できません。", "An encrypted PDF is not signed.");
      }
      PDSignature signature = new PDSignature();
      signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
      signature.setSubFilter(CADES);
      signature.setSignDate(GregorianCalendar.from(ZonedDateTime.ofInstant(at, JapanTime.ZONE)));
      options.setPreferredSignatureSize(ROOM);
      document.addSignature(signature, signing(card, stamping), options);
      document.saveIncremental(signed);
    } catch (IOException e) {
      throw new HolderFailure("PDFとして読み取れません。", "This cannot be read as a PDF.", e);
    }
    return signed.toByteArray();
  }

  private static SignatureInterface signing(SigningCard card, Optional<Stamping> stamping) {
    return content -> {
      // The claimed time stands in the dictionary, and in PAdES nowhere else.
      CMSSignedData signed =
          CmsFile.signed(
              new CMSProcessableByteArray(IOUtils.toByteArray(content)),
              card,
              false,
              Optional.empty());
      return CmsFile.encoded(
          stamping.map(one -> TimeStamps.add(signed, one.authority(), one.post())).orElse(signed));
    };
  }

  /**
   * Verifies all signatures of a document.
   *
   * @param authorities whose certificates are known to the one who asks
   * @return in their order; none where nothing is signed
   * @throws HolderFailure if it is no PDF
   */
  public static List<SignatureReport> verify(byte[] pdf, Collection<X509Certificate> authorities) {
    List<SignatureReport> reports = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      for (PDSignature signature : document.getSignatureDictionaries()) {
        reports.addAll(verify(pdf, signature, authorities));
      }
    } catch (IOException e) {
      throw new HolderFailure("PDFとして読み取れません。", "This cannot be read as a PDF.", e);
    }
    return List.copyOf(reports);
  }

  private static List<SignatureReport> verify(
      byte[] pdf, PDSignature signature, Collection<X509Certificate> authorities)
      throws IOException {
    try {
      // Zeros fill the room behind the signature.
      byte[] cms = beginning(signature.getContents());
      CMSSignedData signed =
          new CMSSignedData(new CMSProcessableByteArray(signature.getSignedContent(pdf)), cms);
      Optional<Instant> claimed =
          Optional.ofNullable(signature.getSignDate()).map(date -> date.toInstant());
      return CmsCheck.reports(signed, authorities, coversAll(pdf, signature)).stream()
          .map(report -> report.claimedAt(claimed))
          .toList();
    } catch (CMSException | IllegalArgumentException e) {
      throw new HolderFailure("PDFの中の署名を読み取れません。", "A signature in the PDF cannot be read.", e);
    }
  }

  private static byte[] beginning(byte[] padded) throws IOException {
    try (ASN1InputStream in = new ASN1InputStream(padded)) {
      return in.readObject().getEncoded();
    }
  }

  /**
   * Whether the signature is of all octets of the file but its own: the gap is what the signature
   * itself is written in, and nothing else.
   */
  private static boolean coversAll(byte[] pdf, PDSignature signature) {
    int[] range = signature.getByteRange();
    if (range.length != 4
        || range[0] != 0
        || range[1] < 0
        || range[2] < range[1]
        || (long) range[2] + range[3] != pdf.length) {
      return false;
    }
    String gap = new String(pdf, range[1], range[2] - range[1], StandardCharsets.ISO_8859_1);
    return gap.equalsIgnoreCase("<" + HexFormat.of().formatHex(signature.getContents()) + ">");
  }
}
