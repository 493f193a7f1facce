package org.jitsuin.ca.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTCTime;

/** DER as text that people can compare, the inside of extensions included. */
public final class DerText {
  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder out = new StringBuilder();

  private DerText() {}

  /** One line for each value, indented. */
  public static String of(byte[] der) {
    try {
      DerText text = new DerText();
      text.value(ASN1Primitive.fromByteArray(der), "");
      return text.out.toString();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void line(String indent, String text) {
    out.append(indent).append(text).append('\n');
  }

  private void value(ASN1Primitive value, String indent) {
    switch (value) {
      case ASN1Sequence sequence when isExtension(sequence) -> extension(sequence, indent);
      case ASN1Sequence sequence -> all("SEQUENCE", sequence, indent);
      case ASN1Set set -> all("SET", set, indent);
      case ASN1TaggedObject tagged -> tagged(tagged, indent);
      case ASN1OctetString octets -> {
        line(indent, "OCTET STRING");
        line(indent + "  ", HEX.formatHex(octets.getOctets()));
      }
      case ASN1BitString bits ->
          line(
              indent,
              String.format(
                  Locale.ROOT, "BIT STRING %s (%d unused)", hex(bits), bits.getPadBits()));
      case ASN1Integer integer -> line(indent, "INTEGER " + integer.getValue().toString(16));
      case ASN1Enumerated number -> line(indent, "ENUMERATED " + number.getValue());
      case ASN1ObjectIdentifier oid -> line(indent, "OBJECT IDENTIFIER " + oid.getId());
      case ASN1Boolean bool -> line(indent, "BOOLEAN " + bool.isTrue());
      case ASN1Null _ -> line(indent, "NULL");
      case ASN1UTCTime time -> line(indent, "UTCTime " + time.getTime());
      case ASN1GeneralizedTime time -> line(indent, "GeneralizedTime " + time.getTimeString());
      case ASN1String string -> line(indent, name(string) + " " + string.getString());
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private void all(String name, Iterable<ASN1Encodable> values, String indent) {
    line(indent, name);
    values.forEach(value -> value(value.toASN1Primitive(), indent + "  "));
  }

  /** Explicitly tagged where there is a value inside, else the octets of an implicit tag. */
  private void tagged(ASN1TaggedObject tagged, String indent) {
    line(indent, "[" + tagged.getTagNo() + "]");
    ASN1Primitive inside = tagged.getBaseObject().toASN1Primitive();
    if (inside instanceof ASN1OctetString octets && !tagged.isExplicit()) {
      line(indent + "  ", "octets " + printable(octets.getOctets()));
    } else {
      value(inside, indent + "  ");
    }
  }

  /**
   * An extension of RFC 5280 §4.1, whose octet string holds DER. Any other octet string stays
   * closed, even one that could be read as DER: what a hash looks like is chance.
   */
  private static boolean isExtension(ASN1Sequence sequence) {
    int size = sequence.size();
    return (size == 2 || (size == 3 && sequence.getObjectAt(1) instanceof ASN1Boolean))
        && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier
        && sequence.getObjectAt(size - 1) instanceof ASN1OctetString;
  }

  private void extension(ASN1Sequence extension, String indent) {
    line(indent, "SEQUENCE");
    int last = extension.size() - 1;
    for (int i = 0; i < last; i++) {
      value(extension.getObjectAt(i).toASN1Primitive(), indent + "  ");
    }
    line(indent + "  ", "OCTET STRING");
    ASN1OctetString content = (ASN1OctetString) extension.getObjectAt(last);
    value(inside(content), indent + "    ");
  }

  private static ASN1Primitive inside(ASN1OctetString content) {
    try {
      return ASN1Primitive.fromByteArray(content.getOctets());
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String printable(byte[] octets) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return text.chars().allMatch(c -> c >= 0x20 && c < 0x7f) ? text : HEX.formatHex(octets);
  }

  private static String hex(ASN1BitString bits) {
    return HEX.formatHex(bits.getBytes());
  }

  private static String name(ASN1String string) {
    return string.getClass().getSimpleName().replaceAll("^(DER|ASN1|DL)", "");
  }
}
