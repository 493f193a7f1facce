package org.jitsuin.audit.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One log, looked at with every size that it had. */
final class TreeTest {
  private static final int SIZE = 70_000;

  /** Around each place where a tile ends, and some others. */
  private static final List<Integer> SIZES =
      List.of(1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 600, 65_535, 65_536, 65_537, SIZE);

  @TempDir private static Path directory;
  private static LogFiles files;
  private static List<TreeHash> leaves;

  @BeforeAll
  static void fill() {
    leaves = Entries.leaves(SIZE);
    files = Entries.log(directory, SIZE);
  }

  @Test
  void root_ofEverySize_isThatOfTheDefinition() {
    for (int size : SIZES) {
      assertThat(new Tree(size, files).root())
          .as("size %d", size)
          .isEqualTo(Entries.root(leaves.subList(0, size)));
    }
    assertThat(new Tree(0, files).root().octets())
        .isEqualTo(
            HexFormat.of()
                .parseHex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  }

  @Test
  void root_ofEightKnownEntries_isThatOfOtherImplementations() {
    // The entries and the root that Certificate Transparency's implementations test with.
    List<String> known =
        List.of(
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f");
    List<TreeHash> hashes =
        known.stream().map(entry -> TreeHash.leaf(HexFormat.of().parseHex(entry))).toList();
    assertThat(Entries.root(hashes).octets())
        .isEqualTo(
            HexFormat.of()
                .parseHex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"));
  }

  @Test
  void inclusion_ofAnEntry_isAcceptedForItAndNothingElse() {
    Random random = new Random(1);
    for (int size : SIZES) {
      Tree tree = new Tree(size, files);
      TreeHash root = tree.root();
      for (int i = 0; i < 40; i++) {
        int index = i == 0 ? size - 1 : random.nextInt(size);
        List<TreeHash> proof = tree.inclusion(index);
        TreeHash leaf = leaves.get(index);
        assertThat(tree.leaf(index)).isEqualTo(leaf);
        assertThat(TreeProofs.includes(root, size, index, leaf, proof)).isTrue();
        assertThat(TreeProofs.includes(root, size, index ^ 1, leaf, proof)).isFalse();
        assertThat(TreeProofs.includes(root, size, index, TreeHash.EMPTY, proof)).isFalse();
        assertThat(TreeProofs.includes(TreeHash.EMPTY, size, index, leaf, proof)).isFalse();
        refuseDamaged(proof, damaged -> TreeProofs.includes(root, size, index, leaf, damaged));
      }
    }
  }

  @Test
  void consistency_ofAnOlderTree_isAcceptedForItAndNothingElse() {
    for (int size : SIZES) {
      Tree tree = new Tree(size, files);
      TreeHash root = tree.root();
      for (int older : SIZES.stream().filter(smaller -> smaller <= size).toList()) {
        TreeHash olderRoot = Entries.root(leaves.subList(0, older));
        List<TreeHash> proof = tree.consistency(older);
        assertThat(TreeProofs.extend(olderRoot, older, root, size, proof))
            .as("%d of %d", older, size)
            .isTrue();
        assertThat(TreeProofs.extend(TreeHash.EMPTY, older, root, size, proof)).isFalse();
        assertThat(TreeProofs.extend(olderRoot, older, TreeHash.EMPTY, size, proof)).isFalse();
        if (older < size) {
          refuseDamaged(proof, damaged -> TreeProofs.extend(olderRoot, older, root, size, damaged));
        }
      }
    }
    assertThat(TreeProofs.extend(TreeHash.EMPTY, 0, leaves.getFirst(), 1, List.of())).isTrue();
    assertThat(TreeProofs.extend(leaves.getFirst(), 2, leaves.getFirst(), 1, List.of())).isFalse();
  }

  @Test
  void inclusionAndConsistency_ofEverySmallTree_areAccepted() {
    for (int size = 1; size <= 70; size++) {
      Tree tree = new Tree(size, files);
      TreeHash root = tree.root();
      for (int index = 0; index < size; index++) {
        assertThat(TreeProofs.includes(root, size, index, leaves.get(index), tree.inclusion(index)))
            .isTrue();
        TreeHash older = Entries.root(leaves.subList(0, index));
        assertThat(TreeProofs.extend(older, index, root, size, tree.consistency(index)))
            .as("%d of %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void inclusion_inALargeLog_readsAFewTilesOnly() {
    List<Tile> read = new ArrayList<>();
    Tree tree =
        new Tree(
            SIZE,
            tile -> {
              read.add(tile);
              return files.read(tile);
            });
    tree.inclusion(12_345);
    // Its own tile, those above it, and the right edge.
    assertThat(read).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void inclusion_ofNoEntry_isRefused() {
    Tree tree = new Tree(5, files);
    assertThatThrownBy(() -> tree.inclusion(5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(6)).isInstanceOf(IllegalArgumentException.class);
  }

  private interface Check {
    boolean accepts(List<TreeHash> proof);
  }

  private static void refuseDamaged(List<TreeHash> proof, Check check) {
    List<TreeHash> longer = new ArrayList<>(proof);
    longer.add(TreeHash.EMPTY);
    assertThat(check.accepts(longer)).isFalse();
    if (!proof.isEmpty()) {
      assertThat(check.accepts(proof.subList(1, proof.size()))).isFalse();
      List<TreeHash> changed = new ArrayList<>(proof);
      changed.set(proof.size() / 2, TreeHash.EMPTY);
      assertThat(check.accepts(changed)).isFalse();
    }
  }
}
