package org.jitsuin.samples;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/**
 * Nobody: a holder whose six items all differ in form, so that a reader which takes one for another
 * is found out.
 */
public final class SampleHolder {
  private static final String ARC = "1.2.392.200149.8.5.5.";
  private static final String NAME = "1";
  private static final String NAME_SUBSTITUTES = "2";
  private static final String SEX = "3";
  private static final String BIRTH_DATE = "4";
  private static final String ADDRESS = "5";
  private static final String ADDRESS_SUBSTITUTES = "6";

  /** In the order in which real cards have them, which is not that of their numbers. */
  private final Map<String, String> items = new LinkedHashMap<>();

  private SampleHolder() {}

  /** Returns the sample: five characters of name, the fourth a substitute; nine of address. */
  public static SampleHolder usual() {
    SampleHolder holder = new SampleHolder();
    holder.items.put(NAME, "見本　花子");
    holder.items.put(BIRTH_DATE, "319880229");
    holder.items.put(SEX, "2");
    holder.items.put(ADDRESS, "東京都清瀬市見本町");
    holder.items.put(NAME_SUBSTITUTES, "00010");
    holder.items.put(ADDRESS_SUBSTITUTES, "000000100");
    return holder;
  }

  /** Returns the same with another item. */
  public SampleHolder with(int number, String value) {
    SampleHolder other = new SampleHolder();
    other.items.putAll(items);
    other.items.put(Integer.toString(number), value);
    return other;
  }

  /** Returns the same without an item. */
  public SampleHolder without(int number) {
    SampleHolder other = new SampleHolder();
    other.items.putAll(items);
    other.items.remove(Integer.toString(number));
    return other;
  }

  /** Returns the same with two items under each other's numbers, as a faulty authority might. */
  public SampleHolder swapped(int one, int other) {
    return with(one, items.get(Integer.toString(other)))
        .with(other, items.get(Integer.toString(one)));
  }

  /** Returns an item as it stands there; a dash where it is missing. */
  String item(int number) {
    return items.getOrDefault(Integer.toString(number), "-");
  }

  /** Returns what stands in the certificate. */
  public GeneralNames names() {
    return new GeneralNames(
        items.entrySet().stream()
            .map(item ->
                new GeneralName(
                    GeneralName.otherName,
                    new OtherName(
                        new ASN1ObjectIdentifier(ARC + item.getKey()),
                        new DERUTF8String(item.getValue()))))
            .toArray(GeneralName[]::new));
  }
}
