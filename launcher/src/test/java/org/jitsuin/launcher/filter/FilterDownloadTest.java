package org.jitsuin.launcher.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.filter.build.HeadWriter;
import org.junit.jupiter.api.Test;

class FilterDownloadTest {
  private static final URI HEAD = URI.create("http://localhost/filter/signature/head");
  private static final byte[] BASE = {1, 2, 3};
  private static final byte[] DELTA = {4, 5};
  private final Map<URI, byte[]> served = new HashMap<>();
  private final FilterDownload download =
      new FilterDownload((address, most) -> {
        byte[] found = served.get(address);
        if (found == null || found.length > most) {
          throw new IOException("nothing at " + address + " with " + most);
        }
        return found;
      });

  private static byte[] head(long baseLength, byte[] delta) {
    Head.FileHash base = Head.FileHash.of(BASE);
    return HeadWriter.content(
        new Head(
            "signature",
            1,
            2,
            3,
            new Head.FileHash(baseLength, base.sha256()),
            Head.FileHash.of(delta)));
  }

  private void serve(byte[] octets, String kind) {
    served.put(HEAD.resolve(Head.FileHash.of(octets).sha256() + "." + kind), octets);
  }

  @Test
  void fetch_headAndWhatItNames_isThePack() throws IOException {
    served.put(HEAD, head(3, DELTA));
    serve(BASE, "base");
    serve(DELTA, "delta");
    assertThat(download.fetch(HEAD)).isEqualTo(StatusFilter.pack(head(3, DELTA), BASE, DELTA));
    served.put(HEAD, head(3, new byte[0]));
    assertThat(download.fetch(HEAD))
        .isEqualTo(StatusFilter.pack(head(3, new byte[0]), BASE, new byte[0]));
  }

  @Test
  void fetch_otherOctetsThanNamed_areNotTaken() {
    served.put(HEAD, head(3, new byte[0]));
    served.put(HEAD.resolve(Head.FileHash.of(BASE).sha256() + ".base"), new byte[] {1, 2, 4});
    assertThatThrownBy(() -> download.fetch(HEAD)).hasMessageContaining("is not the base");
  }

  @Test
  void fetch_largerThanAnyFilter_isNotAskedFor() {
    served.put(HEAD, head(1L << 40, new byte[0]));
    assertThatThrownBy(() -> download.fetch(HEAD)).hasMessageContaining("larger than any");
  }

  @Test
  void fetch_noFilter_saysSo() {
    served.put(HEAD, new byte[] {1});
    assertThatThrownBy(() -> download.fetch(HEAD)).hasMessageContaining("no status filter");
  }
}
