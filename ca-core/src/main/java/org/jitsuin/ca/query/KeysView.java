package org.jitsuin.ca.query;

import java.util.List;
import org.jitsuin.ca.store.KeyUseTable.Use;

/**
 * The keys in the CA token.
 *
 * @param others the labels of keys in the token that sign for none of those
 */
public record KeysView(List<KeyView> keys, List<String> others) {
  public KeysView {
    keys = List.copyOf(keys);
    others = List.copyOf(others);
  }

  /**
   * A key that signs.
   *
   * @param inToken whether the token has it
   * @param counted how often it signed, as far as that was counted
   * @param recorded how many of its signatures are known
   * @param begun how many it may have made
   * @param exceeds whether it signed more often than that
   */
  public record KeyView(
      String label,
      String use,
      boolean inToken,
      long counted,
      long recorded,
      long begun,
      boolean exceeds) {
    static KeyView of(Use use, List<String> labels) {
      return new KeyView(
          use.label(),
          use.use(),
          labels.contains(use.label()),
          use.counted(),
          use.recorded(),
          use.begun(),
          use.exceeds());
    }
  }

  /**
   * @param labels of the keys in the token
   * @param uses those that sign for the authority
   */
  static KeysView of(List<String> labels, List<Use> uses) {
    List<String> known = uses.stream().map(Use::label).toList();
    return new KeysView(
        uses.stream().map(use -> KeyView.of(use, labels)).toList(),
        labels.stream().filter(label -> !known.contains(label)).toList());
  }
}
