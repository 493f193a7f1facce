package org.jitsuin.card.holder;

import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * What a signature certificate says of its holder (基本4情報).
 *
 * @param name 氏名
 * @param nameSubstitutes a 1 for each character of the name that stands for another
 * @param address 住所
 * @param addressSubstitutes the same for the address
 * @param sex its digit
 * @param birthDate era digit and date, as {@link BirthDateWords} reads them
 */
public record HolderFacts(
    String name,
    String nameSubstitutes,
    String address,
    String addressSubstitutes,
    String sex,
    String birthDate) {
  private static final ASN1ObjectIdentifier ARC = new ASN1ObjectIdentifier("1.2.392.200149.8.5.5");

  /** Reads them; empty where the certificate has none, as that for user identification. */
  public static Optional<HolderFacts> of(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    if (extension == null) {
      return Optional.empty();
    }
    Map<String, String> items = new HashMap<>();
    GeneralNames names =
        GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    for (GeneralName name : names.getNames()) {
      if (name.getTagNo() == GeneralName.otherName) {
        OtherName other = OtherName.getInstance(name.getName());
        items.put(other.getTypeID().getId(), text(other.getValue()));
      }
    }
    return items.containsKey(item(1)) ? Optional.of(of(items)) : Optional.empty();
  }

  private static HolderFacts of(Map<String, String> items) {
    return new HolderFacts(
        items.getOrDefault(item(1), ""),
        items.getOrDefault(item(2), ""),
        items.getOrDefault(item(5), ""),
        items.getOrDefault(item(6), ""),
        items.getOrDefault(item(3), ""),
        items.getOrDefault(item(4), ""));
  }

  private static String item(int number) {
    return ARC.branch(Integer.toString(number)).getId();
  }

  /** Some encoders leave one tag more around the text than others. */
  private static String text(ASN1Encodable value) {
    return switch (value.toASN1Primitive()) {
      case ASN1TaggedObject tagged -> text(tagged.getExplicitBaseObject());
      case ASN1String string -> string.getString();
      default -> "";
    };
  }

  /** Returns the sex in words. */
  public Words sexInWords() {
    return switch (sex) {
      case "1" -> new Words("男", "male");
      case "2" -> new Words("女", "female");
      case "3" -> new Words("不明", "unknown");
      case "9" -> new Words("適用不能", "not applicable");
      default -> new Words("記載なし", "not stated");
    };
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "HolderFacts[]";
  }
}
