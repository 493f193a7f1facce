package org.jitsuin.party.kiosk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDFontFactory;

/** A copy of a resident record as PDF: of one copy and nothing else, made in memory. */
final class RecordPdf {
  private static final int DEFAULT_WIDTH = 1000;
  private static final int LINE = 32;

  private RecordPdf() {}

  static byte[] of(Records.Copy copy) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      PDResources resources = new PDResources();
      resources.put(COSName.getPDFName("F1"), PDFontFactory.createFont(gothic()));
      page.setResources(resources);
      PDStream content = new PDStream(document);
      try (OutputStream out = content.createOutputStream(COSName.FLATE_DECODE)) {
        out.write(text(copy).getBytes(StandardCharsets.US_ASCII));
      }
      page.setContents(content);
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      document.save(whole);
      return whole.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a PDF in memory can be written", e);
    }
  }

  private static String text(Records.Copy copy) {
    StringBuilder text = new StringBuilder("BT /F1 18 Tf 72 760 Td ");
    for (String line :
        List.of(
            "住民票の写し（見本）", "氏名　" + copy.name(), "住所　" + copy.address(), "番号　" + copy.question())) {
      text.append('<')
          .append(HexFormat.of().formatHex(line.getBytes(StandardCharsets.UTF_16BE)))
          .append("> Tj 0 -")
          .append(LINE)
          .append(" Td ");
    }
    return text.append("ET").toString();
  }

  /** A Japanese font that every printer has, so that none is in the file. */
  private static COSDictionary gothic() {
    COSDictionary system = new COSDictionary();
    system.setItem(COSName.REGISTRY, new COSString("Adobe"));
    system.setItem(COSName.ORDERING, new COSString("Japan1"));
    system.setItem(COSName.SUPPLEMENT, COSInteger.get(6));
    COSDictionary descriptor = new COSDictionary();
    descriptor.setItem(COSName.TYPE, COSName.FONT_DESC);
    descriptor.setName(COSName.FONT_NAME, "GothicBBB-Medium");
    descriptor.setInt(COSName.FLAGS, 4);
    COSDictionary glyphs = new COSDictionary();
    glyphs.setItem(COSName.TYPE, COSName.FONT);
    glyphs.setItem(COSName.SUBTYPE, COSName.CID_FONT_TYPE0);
    glyphs.setName(COSName.BASE_FONT, "GothicBBB-Medium");
    glyphs.setItem(COSName.CIDSYSTEMINFO, system);
    glyphs.setItem(COSName.FONT_DESC, descriptor);
    glyphs.setInt(COSName.DW, DEFAULT_WIDTH);
    COSArray descendants = new COSArray();
    descendants.add(glyphs);
    COSDictionary font = new COSDictionary();
    font.setItem(COSName.TYPE, COSName.FONT);
    font.setItem(COSName.SUBTYPE, COSName.TYPE0);
    font.setName(COSName.BASE_FONT, "GothicBBB-Medium-UniJIS-UTF16-H");
    font.setName(COSName.ENCODING, "UniJIS-UTF16-H");
    font.setItem(COSName.DESCENDANT_FONTS, descendants);
    return font;
  }
}
