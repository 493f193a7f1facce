package org.jitsuin.verifier.holder;

import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * Name, address, birth date and sex (基本4情報) as a signature certificate says them. They were right
 * when it was issued, and are as long as it is good: verify it first.
 *
 * <pre>{@code
 * HolderAttributes holder = HolderAttributes.of(certificate).orElseThrow();
 * System.out.println(holder.name().text() + " " + holder.birthDate().date());
 * }</pre>
 */
public record HolderAttributes(
    RegisterText name, RegisterText address, BirthDate birthDate, Sex sex) {

  /**
   * Reads them.
   *
   * @return empty where the certificate has none, as that for user identification
   * @throws MalformedAttributesException if it has some, and they are not what they should be
   */
  public static Optional<HolderAttributes> of(X509Certificate certificate) {
    Map<Item, String> items = items(certificate);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    for (Item item : Item.values()) {
      if (!items.containsKey(item)) {
        throw new MalformedAttributesException(item, "is missing");
      }
    }
    return Optional.of(
        new HolderAttributes(
            text(items, Item.NAME, Item.NAME_SUBSTITUTES),
            text(items, Item.ADDRESS, Item.ADDRESS_SUBSTITUTES),
            birthDate(items.get(Item.BIRTH_DATE)),
            Sex.of(items.get(Item.SEX))
                .orElseThrow(() -> new MalformedAttributesException(Item.SEX, "is none"))));
  }

  /**
   * Reads the items as they stand there, each under its own name, whatever their order.
   *
   * @throws MalformedAttributesException if one stands there twice, or is no text
   */
  public static Map<Item, String> items(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
    Map<Item, String> items = new EnumMap<>(Item.class);
    if (extension == null) {
      return items;
    }
    try {
      GeneralNames names =
          GeneralNames.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      for (GeneralName name : names.getNames()) {
        if (name.getTagNo() == GeneralName.otherName) {
          add(items, OtherName.getInstance(name.getName()));
        }
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new MalformedAttributesException(e);
    }
    return items;
  }

  private static void add(Map<Item, String> items, OtherName other) {
    Optional<Item> item = Item.of(other.getTypeID().getId());
    if (item.isPresent() && items.put(item.get(), text(other.getValue())) != null) {
      throw new MalformedAttributesException(item.get(), "stands there twice");
    }
  }

  /** Some encoders leave one tag more around the text than others. */
  private static String text(ASN1Encodable value) {
    return value.toASN1Primitive() instanceof ASN1TaggedObject tagged
        ? text(tagged.getExplicitBaseObject())
        : ASN1UTF8String.getInstance(value).getString();
  }

  private static RegisterText text(Map<Item, String> items, Item text, Item flags) {
    try {
      return RegisterText.of(items.get(text), items.get(flags));
    } catch (IllegalArgumentException e) {
      throw new MalformedAttributesException(flags, "does not fit the text");
    }
  }

  private static BirthDate birthDate(String text) {
    try {
      return BirthDate.parse(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedAttributesException(Item.BIRTH_DATE, "is none");
    }
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return "HolderAttributes[]";
  }
}
