package org.jitsuin.bench.audit;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.LogWriter;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.audit.tlog.TreeProofs;
import org.jitsuin.bench.measure.Latencies;

/** A log of many small entries, as files: how large entries are does not matter to proofs. */
final class LargeLog {
  private static final int PROOFS = 5_000;

  private final LogFiles files;
  private final Random random = new Random(1);
  private TreeHash root = TreeHash.EMPTY;
  private long size;

  LargeLog(LogFiles files) {
    this.files = files;
  }

  void fill(long count) {
    LogWriter writer = LogWriter.begin(files);
    for (long number = 0; number < count; number++) {
      writer.append(entry(number));
    }
    root = writer.show();
    size = count;
  }

  private static byte[] entry(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Makes proofs, each as if it were the first: no tile is kept from one to the next. */
  Latencies prove() {
    long[] nanos = new long[PROOFS];
    for (int i = 0; i < PROOFS; i++) {
      long index = random.nextLong(size);
      long begin = System.nanoTime();
      List<TreeHash> proof = new Tree(size, files).inclusion(index);
      nanos[i] = System.nanoTime() - begin;
      if (!TreeProofs.includes(root, size, index, TreeHash.leaf(entry(index)), proof)) {
        throw new IllegalStateException("the proof of entry " + index + " is wrong");
      }
    }
    return new Latencies(nanos);
  }
}
