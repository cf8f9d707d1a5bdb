"""What notices write for a question's words counts as the words themselves."""

from qa.wording import content_words, echoed, in_other_words, matter_words


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


def test_words_of_the_matter_leave_out_what_is_only_said_around_it():
    words = matter_words("这事 茶园灌溉 编完 会议 再生 补不补")
    assert {"会议", "再生"} <= set(words)
    assert any("灌溉" in word for word in words)
    assert not {"这事", "编完", "补不补"} & set(words)


def test_the_parts_of_a_subject_are_not_joined_to_words_that_nobody_said():
    assert all(word in "老茶地" or word in "设立站" for word in matter_words("老茶地 设立站"))
