package org.sluice.gateway.domain.protocol;

/**
 * One thing about a cell, a floor, a channel or a heading that two versions say differently.
 *
 * @param aspect what it is about, for example {@code location} or {@code conditions}
 * @param before what the older one says; {@code –} where it says nothing
 * @param after what the newer one says
 */
public record Change(Way way, String aspect, String before, String after) {
    static final String NOTHING = "–";

    /** Which way a change goes. */
    public enum Way {
        /** More may leave, to more people, with fewer questions, for longer. */
        WIDER,
        NARROWER,
        /** Neither, or not for a program to say, such as other words. */
        CHANGED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public boolean wider() {
        return way == Way.WIDER;
    }

    /** {@code location: district → exact (wider)} */
    public String sentence() {
        return aspect + ": " + before + " → " + after + " (" + way.word() + ")";
    }

    static Change wider(String aspect, Object before, Object after) {
        return new Change(Way.WIDER, aspect, text(before), text(after));
    }

    static Change narrower(String aspect, Object before, Object after) {
        return new Change(Way.NARROWER, aspect, text(before), text(after));
    }

    static Change other(String aspect, Object before, Object after) {
        return new Change(Way.CHANGED, aspect, text(before), text(after));
    }

    private static String text(Object said) {
        String text = said instanceof Iterable<?> many ? joined(many) : said.toString();
        return text.isEmpty() ? NOTHING : text;
    }

    private static String joined(Iterable<?> many) {
        StringBuilder text = new StringBuilder();
        many.forEach(one -> text.append(text.isEmpty() ? "" : ", ").append(one));
        return text.toString();
    }
}
