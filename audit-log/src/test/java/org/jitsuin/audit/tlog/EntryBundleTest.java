package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries behind one another. */
final class EntryBundleTest {
  @Property
  void entries_ofABundle_areThoseThatWereWritten(@ForAll @Size(max = 20) List<byte[]> entries) {
    assertThat(EntryBundle.entries(EntryBundle.of(entries), entries.size()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(entries);
  }

  /** A length is read without a sign. */
  @Test
  void entries_ofTheLongest_areRead() {
    byte[] longest = new byte[EntryBundle.LONGEST];
    byte[] half = new byte[0x8000];
    List<byte[]> read = EntryBundle.entries(EntryBundle.of(List.of(longest, half)), 2);
    assertThat(read.getFirst()).hasSize(0xffff);
    assertThat(read.getLast()).hasSize(0x8000);
  }

  @Test
  void octets_ofOneMoreThanTheLongest_areRefused() {
    byte[] longer = new byte[EntryBundle.LONGEST + 1];
    assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.octets(longer));
    assertThatIllegalArgumentException().isThrownBy(() -> EntryBundle.of(List.of(longer)));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1",
    "00, 1",
    "0001, 1",
    "000161, 0",
    "000161, 2",
    "00016162, 1",
    "0001610000, 1",
    "ffff61, 1",
    "00026162000163, 1"
  })
  void entries_ofAnotherNumber_areDamage(String bundle, int count) {
    byte[] octets = HexFormat.of().parseHex(bundle);
    assertThatExceptionOfType(LogDamaged.class)
        .isThrownBy(() -> EntryBundle.entries(octets, count));
  }

  @Property
  void entries_ofAnything_areThatOrDamage(@ForAll byte[] octets) {
    for (int count = 0; count < 4; count++) {
      try {
        assertThat(EntryBundle.of(EntryBundle.entries(octets, count))).isEqualTo(octets);
      } catch (LogDamaged _) {
        // As everything else that is no bundle.
      }
    }
  }
}
