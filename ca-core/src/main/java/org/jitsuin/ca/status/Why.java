package org.jitsuin.ca.status;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Why a part is not good, in sentences; none where it is.
 *
 * @param why in English
 * @param whyJa the same in Japanese, sentence by sentence
 */
public record Why(List<String> why, List<String> whyJa) {
  static final Why NOTHING = of();

  public Why {
    why = List.copyOf(why);
    whyJa = List.copyOf(whyJa);
  }

  /** One sentence of it. */
  record Reason(String english, String japanese) {
    /** Words of somebody else, who has them in English only. */
    static Reason reported(String english) {
      return new Reason(english, "サーバーの報告（英語）：" + english);
    }
  }

  static Why of(Reason... reasons) {
    return of(Arrays.asList(reasons));
  }

  static Why of(Collection<Reason> reasons) {
    return new Why(
        reasons.stream().map(Reason::english).toList(),
        reasons.stream().map(Reason::japanese).toList());
  }
}
