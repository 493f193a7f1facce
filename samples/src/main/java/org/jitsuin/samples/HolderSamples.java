package org.jitsuin.samples;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What certificates say of their holders, to find out readers that take one item for another: no
 * two items of the sample could be each other's.
 */
final class HolderSamples {
  private final SampleWorld world;
  private final SampleFiles files;
  private final StringBuilder table =
      new StringBuilder(
          "file\treadable\tname\tname substitutes\tsex\tbirth date\taddress\taddress substitutes\tsentence\n");

  HolderSamples(SampleWorld world, SampleFiles files) {
    this.world = world;
    this.files = files;
  }

  void make() {
    SampleHolder usual = SampleHolder.usual();
    add("usual", usual, true, "all six, in the order of real cards: 1, 4, 3, 5, 2, 6");
    add("birth-date-month", usual.with(4, "319470500"), true, "the day of birth is unknown");
    add("birth-date-year", usual.with(4, "019260000"), true, "month and era are unknown too");
    add("birth-date-unknown", usual.with(4, "000000000"), true, "nothing is known of it");
    add("era-reiwa-first-day", usual.with(4, "520190501"), true, "the first day of an era");
    add("sex-not-applicable", usual.with(3, "9"), true, "not applicable");
    add("sex-unknown", usual.with(3, "3"), true, "unknown");
    add(
        "swapped-name-address",
        usual.swapped(1, 5),
        false,
        "name and address under each other's labels: the flags do not fit");
    add(
        "swapped-substitutes",
        usual.swapped(2, 6),
        false,
        "the flags of name and address under each other's labels");
    add(
        "swapped-sex-birth-date",
        usual.swapped(3, 4),
        false,
        "sex and birth date under each other's labels");
    add("birth-date-other-era", usual.with(4, "419880229"), false, "a day that is not in its era");
    add("birth-date-no-day", usual.with(4, "319890230"), false, "no day of the calendar");
    add("address-missing", usual.without(5), false, "no address");
    files.file("holders.tsv", table.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void add(String name, SampleHolder holder, boolean readable, String sentence) {
    X509CertificateHolder card =
        world
            .card(world.signature())
            .with(Extension.subjectAlternativeName, false, holder.names())
            .signedBy(world.signature().key());
    String file = files.certificate("holders/" + name + ".cer", card);
    table.append(file).append('\t').append(readable ? "yes" : "no");
    for (int number : new int[] {1, 2, 3, 4, 5, 6}) {
      table.append('\t').append(holder.item(number));
    }
    table.append('\t').append(sentence).append('\n');
  }
}
