package org.jitsuin.ocsp.answer;

import java.util.LinkedHashMap;
import java.util.Optional;

/** Keeps a fixed number of answers and gives up those that were not asked for the longest. */
final class RecentAnswers implements AnswerStore {
  private static final float LOAD = 0.75f;

  private final int limit;
  private final LinkedHashMap<Question, StoredAnswer> answers = new LinkedHashMap<>(16, LOAD, true);

  RecentAnswers(int limit) {
    this.limit = limit;
  }

  @Override
  public synchronized Optional<StoredAnswer> find(Question question) {
    return Optional.ofNullable(answers.get(question));
  }

  @Override
  public synchronized void keep(Question question, StoredAnswer answer) {
    answers.put(question, answer);
    if (answers.size() > limit) {
      answers.pollFirstEntry();
    }
  }
}
