package org.jitsuin.sandbox.http;

import java.util.function.Function;

/**
 * What is done at an address.
 *
 * @param path such as {@code /card/*}, where a star stands for one part between slashes
 * @param most how many octets a body may have
 */
public record Route(String method, String path, int most, Function<Asked, Answer> action) {
  /** What a form has at the most. */
  public static final int FORM = 16 * 1024;

  /** Answers a question. */
  public static Route get(String path, Function<Asked, Answer> action) {
    return new Route("GET", path, 0, action);
  }

  /** Takes a form. */
  public static Route post(String path, Function<Asked, Answer> action) {
    return new Route("POST", path, FORM, action);
  }

  boolean isAt(String asked) {
    String[] ours = path.split("/", -1);
    String[] theirs = asked.split("/", -1);
    if (ours.length != theirs.length) {
      return false;
    }
    for (int i = 0; i < ours.length; i++) {
      boolean same =
          ours[i].equals("*")
              ? theirs[i].matches("[A-Za-z0-9_.-]{1,128}")
              : ours[i].equals(theirs[i]);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
