"""What notices write for a question's words counts as the words themselves."""

from qa.wording import content_words, echoed, in_other_words


def test_a_passage_that_writes_the_official_word_says_what_was_asked():
    rules = in_other_words("种茶要掏钱吗")
    assert "掏钱" in echoed("茶农每年缴费二十元", rules)
    assert "掏钱" not in echoed("茶农每年开会两次", rules)


def test_words_that_stand_there_already_are_not_said_again():
    rules = in_other_words("种茶要掏钱吗")
    text = "掏钱缴费"
    assert echoed(text, rules) == text


def test_a_question_in_official_words_has_no_others():
    assert echoed("茶农每年缴费二十元", in_other_words("茶农的茶园")) == "茶农每年缴费二十元"


def test_content_words_leave_out_asking_words_and_single_letters():
    words = content_words("茶园灌溉补助怎么申请")
    assert "怎么" not in words
    assert all(len(word) > 1 for word in words)
    assert any("灌溉" in word for word in words)
