package org.jitsuin.crl.filter.publish;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.crl.filter.plan.FilterPlan;
import org.jitsuin.crl.filter.plan.Moment;
import org.jitsuin.crl.filter.plan.PublishedFilter;
import org.jitsuin.crl.filter.plan.PublishedFilter.Stored;
import org.jitsuin.crl.filter.universe.Span;
import org.jitsuin.crl.filter.universe.Universe;
import org.jitsuin.filter.BaseFile;
import org.jitsuin.filter.MalformedFilterException;
import org.jitsuin.filter.Sha256;
import org.jitsuin.filter.build.BaseWriter;
import org.jitsuin.filter.build.DeltaBuilder;
import org.jitsuin.filter.build.Members;
import org.jitsuin.filter.build.Salt;

/** Builds bases and deltas, asks them about every certificate, and puts them into place. */
final class FilterBuilder {
  private final Universe universe;
  private final FilterFiles files;
  private final Blocks blocks;
  private final SecureRandom random;

  FilterBuilder(Universe universe, FilterFiles files, SecureRandom random) {
    this.universe = universe;
    this.files = files;
    this.blocks = new Blocks(universe, random);
    this.random = random;
  }

  /** Returns how many blocks were built so far. */
  long blocksBuilt() {
    return blocks.built();
  }

  /**
   * Builds a base.
   *
   * @throws Fault INTEGRITY_VIOLATED if the finished file is wrong about a certificate
   */
  FilterDraft base(Generations generations, Moment moment) throws IOException {
    universe.forgetEnded(moment.endsFrom());
    long feed = universe.position();
    Path draft = files.draft(generations.authority());
    write(draft, generations, moment, feed);
    byte[] octets = Files.readAllBytes(draft);
    Question question = new Question(universe, generations, moment);
    Question.Tally tally = question.tally(Question.of(parsed(octets)));
    if (tally.wrong() > 0) {
      throw wrong(tally);
    }
    Fingerprint sha256 = Fingerprint.of(octets);
    files.placeBase(generations.authority(), draft, sha256);
    return new FilterDraft(
        new Stored(sha256, octets.length),
        Bytes.of(octets),
        moment.at(),
        Optional.empty(),
        Bytes.of(new byte[0]),
        feed,
        tally.asked());
  }

  private static Fault wrong(Question.Tally tally) {
    return new Fault(
        FaultCode.INTEGRITY_VIOLATED,
        "the finished status filter is wrong about "
            + tally.wrong()
            + " of "
            + tally.asked()
            + " certificates");
  }

  private static BaseFile parsed(byte[] octets) {
    try {
      return BaseFile.parse(octets);
    } catch (MalformedFilterException e) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED, "the base cannot be read: " + e.getMessage(), e);
    }
  }

  private void write(Path draft, Generations generations, Moment moment, long feed)
      throws IOException {
    List<BaseWriter.Generation> all = new ArrayList<>();
    for (Generations.Generation generation : generations.all()) {
      List<BaseWriter.Span> spans = new ArrayList<>();
      for (Span span : universe.spans(generation.number())) {
        // It is kept on the disk until it is written.
        int length = blocks.block(span, moment).length;
        spans.add(
            new BaseWriter.Span(
                span.from(), span.to(), length, out -> out.write(blocks.block(span, moment))));
      }
      all.add(new BaseWriter.Generation(generation.key(), spans));
    }
    try (FileChannel channel =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      BaseWriter.write(out, feed, moment.until(), all);
      out.flush();
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
  }

  /**
   * Builds a delta to the base of the last filter.
   *
   * @return empty where so much changed that a new base is the better way
   * @throws Fault INTEGRITY_VIOLATED if the base is not the one that was published
   */
  Optional<FilterDraft> delta(Generations generations, Moment moment, PublishedFilter last)
      throws IOException {
    long feed = universe.position();
    byte[] octets = Files.readAllBytes(files.base(generations.authority(), last.base().sha256()));
    if (!Fingerprint.of(octets).equals(last.base().sha256())) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "the base is not the one that was published");
    }
    BaseFile base = parsed(octets);
    Question question = new Question(universe, generations, moment);
    List<Members> changes = new ArrayList<>();
    generations.all().forEach(_ -> changes.add(new Members(16)));
    int most = FilterPlan.mostChanges(last.base().size());
    Question.Tally found = question.changes(base, changes, most);
    if (found.wrong() > most) {
      return Optional.empty();
    }
    DeltaBuilder builder =
        new DeltaBuilder(Sha256.ofDigest(last.base().sha256().octets()), feed, moment.until());
    byte[] delta = build(builder, question, base, changes, found.asked());
    Fingerprint sha256 = Fingerprint.of(delta);
    files.placeDelta(generations.authority(), delta, sha256);
    return Optional.of(
        new FilterDraft(
            last.base(),
            Bytes.of(octets),
            last.baseAt(),
            Optional.of(new Stored(sha256, delta.length)),
            Bytes.of(delta),
            feed,
            found.asked()));
  }

  private byte[] build(
      DeltaBuilder builder, Question question, BaseFile base, List<Members> changes, long all)
      throws IOException {
    List<DeltaBuilder.Generation> parts = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      parts.add(
          new DeltaBuilder.Generation(question.generations().all().get(i).key(), changes.get(i)));
    }
    try {
      return builder.build(
          all,
          new Salt(random.nextLong(), random.nextLong()),
          parts,
          delta -> {
            try {
              return question.tally(Question.of(base, delta)).wrong() == 0;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
